"""The two kinds of key: how each is made, signs and is checked."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yiwang.crypto.keys.types import KeyKind
from yiwang.crypto.sm2 import sm2_generate, sm2_sign, sm2_verify
from yiwang.crypto.sm2.types import Sm2Key

_ECDSA = ec.ECDSA(hashes.SHA256())


def generate(kind: KeyKind) -> Sm2Key:
    """A fresh pair; for both kinds a 32-byte scalar and a 65-byte point."""
    if kind == "sm2":
        return sm2_generate()
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Sm2Key(key.private_numbers().private_value.to_bytes(32), point)


def sign(kind: KeyKind, private: bytes, data: bytes) -> bytes:
    """A DER signature by the algorithm of the kind."""
    if kind == "sm2":
        return sm2_sign(private, data)
    return ec.derive_private_key(int.from_bytes(private), ec.SECP256R1()).sign(data, _ECDSA)


def verify(kind: KeyKind, public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the signature is right; False too for keys and signatures that do not parse."""
    if kind == "sm2":
        return sm2_verify(public, data, signature)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public).verify(signature, data, _ECDSA)
    except (InvalidSignature, ValueError):
        return False
    return True
