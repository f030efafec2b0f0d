"""Authenticated encryption with SM4-GCM (GB/T 32907)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from yiwang.crypto.errors import BadCiphertext

NONCE = 12
TAG = 16


def sm4_seal(key: bytes, data: bytes, *, aad: bytes = b"") -> bytes:
    """Encrypt under a 16-byte key; gives nonce, ciphertext and tag in a row. `aad` is bound, not stored."""
    nonce = os.urandom(NONCE)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(aad)
    return nonce + encryptor.update(data) + encryptor.finalize() + encryptor.tag


def sm4_open(key: bytes, sealed: bytes, *, aad: bytes = b"") -> bytes:
    """Decrypt what `sm4_seal` made; raises BadCiphertext for another key, other `aad` or a changed byte."""
    if len(sealed) < NONCE + TAG:
        raise BadCiphertext
    nonce, body, tag = sealed[:NONCE], sealed[NONCE:-TAG], sealed[-TAG:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(aad)
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise BadCiphertext from error
