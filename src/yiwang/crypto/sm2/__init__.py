"""SM2 signatures (GB/T 32918.2) behind one small door with two independent backends.

Tongsuo is the fast one; GmSSL stands in where Tongsuo has no wheel, and serves user ids other than the
standard one. Tests hold both against each other and against the system's OpenSSL.
"""

from yiwang.crypto.errors import BadKey
from yiwang.crypto.sm2.types import DEFAULT_USER_ID, N, Sm2Backend, Sm2Key


def _backends() -> tuple[Sm2Backend, Sm2Backend]:
    from yiwang.crypto.sm2.gmssl import Gmssl

    try:
        from yiwang.crypto.sm2.tongsuo import Tongsuo
    except ImportError:  # no wheel for this platform: GmSSL does all the work
        return Gmssl(), Gmssl()
    return Tongsuo(), Gmssl()


_default_id, _any_id = _backends()


def _backend(user_id: bytes) -> Sm2Backend:
    return _default_id if user_id == DEFAULT_USER_ID else _any_id


def sm2_generate() -> Sm2Key:
    """A fresh key pair from the operating system's randomness."""
    return _default_id.generate()


def sm2_public(private: bytes) -> bytes:
    """The public point of a private scalar; raises BadKey outside 1 … n−2."""
    if len(private) != 32 or not 1 <= int.from_bytes(private) <= N - 2:
        raise BadKey("SM2 private scalar out of range")
    return _default_id.public_of(private)


def sm2_sign(private: bytes, data: bytes, *, user_id: bytes = DEFAULT_USER_ID) -> bytes:
    """Sign `data` (hashed with SM3 together with the signer's Z value); DER `SEQUENCE { r, s }`."""
    return _backend(user_id).sign(Sm2Key(private, sm2_public(private)), data, user_id)


def sm2_verify(public: bytes, data: bytes, signature: bytes, *, user_id: bytes = DEFAULT_USER_ID) -> bool:
    """Whether the DER signature is right; False too for a key or signature that does not parse."""
    if len(public) != 65 or public[0] != 4 or not signature:
        return False
    return _backend(user_id).verify(public, data, signature, user_id)
