"""SM3 (GB/T 32905) and what is built on it: HMAC and key derivation."""

from functools import lru_cache

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def sm3(data: bytes) -> bytes:
    """The 32-byte SM3 digest of `data`."""
    return hashes.Hash.hash(hashes.SM3(), data)


class Sm3:
    """An SM3 digest over data that arrives in pieces."""

    def __init__(self) -> None:
        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: bytes) -> None:
        self._hash.update(data)

    def digest(self) -> bytes:
        """The digest; the object takes no more data afterwards."""
        return self._hash.finalize()


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    """HMAC-SM3, 32 bytes."""
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(data)
    return mac.finalize()


@lru_cache(maxsize=64)
def derive_key(master: bytes, purpose: str, length: int = 16) -> bytes:
    """A key for one purpose from the master key (HKDF over SM3), so that no key serves two ends.

    Every sealed field asks for the same few keys; they are kept in memory, as their master is.
    """
    return HKDF(hashes.SM3(), length, salt=None, info=f"yiwang:{purpose}".encode()).derive(master)
