"""Encrypted columns: text sealed under the master key, and a blind index for searching by equality."""

import base64
import binascii

from yiwang.crypto.digest import derive_key, hmac_sm3
from yiwang.crypto.errors import BadCiphertext
from yiwang.crypto.keys.master import master_key
from yiwang.crypto.sm4 import sm4_open, sm4_seal

_MARK = "sm4."


def seal_field(text: str) -> str:
    """`text` as it may be stored: SM4-GCM, base64url. Sealing twice gives different strings."""
    sealed = sm4_seal(derive_key(master_key(), "fields"), text.encode())
    return _MARK + base64.urlsafe_b64encode(sealed).decode()


def open_field(sealed: str) -> str:
    """The text again; raises BadCiphertext for what `seal_field` did not make under this master key."""
    if not sealed.startswith(_MARK):
        raise BadCiphertext
    try:
        data = base64.b64decode(sealed[len(_MARK) :], altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCiphertext from error
    return sm4_open(derive_key(master_key(), "fields"), data).decode()


def blind_index(text: str) -> str:
    """64 hex characters that are equal exactly for equal texts and tell nothing without the master key."""
    return hmac_sm3(derive_key(master_key(), "blind-index", 32), text.encode()).hex()
