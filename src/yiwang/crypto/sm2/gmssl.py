"""SM2 by GmSSL (gmssl-pyx)."""

import gmssl_pyx

from yiwang.crypto.sm2 import curve
from yiwang.crypto.sm2.types import Sm2Key


class Gmssl:
    """Public keys lose their leading `04` on the way in: this library speaks bare X | Y."""

    def generate(self) -> Sm2Key:
        public, private = gmssl_pyx.sm2_key_generate()
        return Sm2Key(private, b"\x04" + public)

    def public_of(self, private: bytes) -> bytes:
        return curve.public_point(int.from_bytes(private))

    def sign(self, key: Sm2Key, data: bytes, user_id: bytes) -> bytes:
        return bytes(gmssl_pyx.sm2_sign(key.private, key.public[1:], data, user_id))

    def verify(self, public: bytes, data: bytes, signature: bytes, user_id: bytes) -> bool:
        try:
            return bool(gmssl_pyx.sm2_verify(public[1:], data, signature, user_id))
        except gmssl_pyx.GmsslInnerError:
            return False
