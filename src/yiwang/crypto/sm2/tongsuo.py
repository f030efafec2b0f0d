"""SM2 by Tongsuo (tongsuopy): about ten times the signing rate of the alternative.

Parsed keys are kept, because making the C object from a scalar costs as much as a signature.
"""

from functools import lru_cache

from tongsuopy.crypto import hashes
from tongsuopy.crypto.asymciphers import ec
from tongsuopy.crypto.exceptions import InternalError, InvalidSignature
from tongsuopy.crypto.serialization import Encoding, PublicFormat

from yiwang.crypto.errors import BadKey
from yiwang.crypto.sm2.types import DEFAULT_USER_ID, Sm2Key

_SM3 = ec.ECDSA(hashes.SM3())


class Tongsuo:
    """Serves the default user id only; its Python API has no way to set another."""

    def generate(self) -> Sm2Key:
        key = ec.generate_private_key(ec.SM2())
        return Sm2Key(key.private_numbers().private_value.to_bytes(32), _point(key))

    def public_of(self, private: bytes) -> bytes:
        return _point(_private(private))

    def sign(self, key: Sm2Key, data: bytes, user_id: bytes) -> bytes:
        assert user_id == DEFAULT_USER_ID
        return bytes(_private(key.private).sign(data, _SM3))

    def verify(self, public: bytes, data: bytes, signature: bytes, user_id: bytes) -> bool:
        assert user_id == DEFAULT_USER_ID
        try:
            _public(public).verify(signature, data, _SM3)
        # InternalError is what Tongsuo makes of a signature that is not DER.
        except (InvalidSignature, InternalError, BadKey):
            return False
        return True


@lru_cache(maxsize=256)
def _private(private: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(private), ec.SM2())


@lru_cache(maxsize=1024)
def _public(public: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SM2(), public)
    except ValueError as error:
        raise BadKey("not a point of the SM2 curve") from error


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return bytes(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
