"""The words SM2 is spoken in: key pairs, parameters of the curve, what a backend must offer."""

from dataclasses import dataclass, field
from typing import Protocol

#: GM/T 0009 default: the id that certificates, seals and other products assume when none is agreed.
DEFAULT_USER_ID = b"1234567812345678"

# GB/T 32918.5: the recommended curve y² = x³ + ax + b over the prime field P, generator G of prime order N.
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


@dataclass(frozen=True)
class Sm2Key:
    """A key pair: the private scalar (32 bytes) and the uncompressed point `04 | X | Y` (65 bytes)."""

    private: bytes = field(repr=False)
    public: bytes


class Sm2Backend(Protocol):
    """What a library must offer; keys as in `Sm2Key`, signatures as DER `SEQUENCE { r, s }`."""

    def generate(self) -> Sm2Key: ...
    def public_of(self, private: bytes) -> bytes: ...
    def sign(self, key: Sm2Key, data: bytes, user_id: bytes) -> bytes: ...
    def verify(self, public: bytes, data: bytes, signature: bytes, user_id: bytes) -> bool: ...
