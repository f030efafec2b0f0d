"""SM3 and SM4 against the standards' vectors; sealed data open for the right key alone."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.crypto.api import BadCiphertext, Sm3, derive_key, hmac_sm3, sm3, sm4_open, sm4_seal

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def test_sm3_meets_the_standards_vectors():
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_a_digest_in_pieces_is_the_digest_of_the_whole():
    digest = Sm3()
    digest.update(b"a")
    digest.update(b"bc")
    assert digest.digest() == sm3(b"abc")


def test_sm4_meets_the_standards_vector():
    encryptor = Cipher(algorithms.SM4(KEY), modes.ECB()).encryptor()
    assert encryptor.update(KEY).hex() == "681edf34d206965e86b3e94f536e4246"


def test_hmac_is_built_from_sm3_as_rfc_2104_says():
    key = b"k" * 32
    padded = key.ljust(64, b"\0")
    inner = sm3(bytes(byte ^ 0x36 for byte in padded) + b"data")
    assert hmac_sm3(key, b"data") == sm3(bytes(byte ^ 0x5C for byte in padded) + inner)


def test_keys_for_two_purposes_have_nothing_in_common():
    assert derive_key(KEY, "fields") != derive_key(KEY, "key-wrapping")
    assert len(derive_key(KEY, "blind-index", 32)) == 32


@settings(max_examples=80)
@given(data=st.binary(max_size=300), aad=st.binary(max_size=40))
def test_what_is_sealed_opens_again_and_never_looks_the_same(data, aad):
    sealed = sm4_seal(KEY, data, aad=aad)
    assert sm4_open(KEY, sealed, aad=aad) == data
    assert sm4_seal(KEY, data, aad=aad) != sealed


def test_every_flipped_bit_another_key_and_other_context_are_noticed():
    sealed = bytearray(sm4_seal(KEY, b"secret", aad=b"context"))
    for position in range(len(sealed) * 8):
        sealed[position // 8] ^= 1 << position % 8
        with pytest.raises(BadCiphertext):
            sm4_open(KEY, bytes(sealed), aad=b"context")
        sealed[position // 8] ^= 1 << position % 8
    for key, aad in ((KEY[::-1], b"context"), (KEY, b"another")):
        with pytest.raises(BadCiphertext):
            sm4_open(key, bytes(sealed), aad=aad)
    with pytest.raises(BadCiphertext):
        sm4_open(KEY, bytes(sealed[:20]))
