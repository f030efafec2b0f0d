"""What every key store offers."""

from dataclasses import dataclass
from typing import Literal, Protocol

KeyKind = Literal["sm2", "p256"]


@dataclass(frozen=True)
class KeyHandle:
    """A key by name: its kind and its public point (65 bytes, `04 | X | Y`)."""

    name: str
    public_key: bytes
    kind: KeyKind = "sm2"


class KeyStore(Protocol):
    """Makes keys and signs with them; private keys never leave."""

    def ensure(self, name: str, kind: KeyKind = "sm2") -> KeyHandle:
        """The key of that name, made on first use; raises BadKey where it exists with another kind."""

    def sign(self, name: str, data: bytes) -> bytes:
        """Sign `data`: SM2 with SM3 and the default user id, or ECDSA P-256 with SHA-256; DER."""
