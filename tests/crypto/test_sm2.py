"""SM2 against the vectors of GB/T 32918.5, between its two backends, and against the system's OpenSSL."""

import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import core, keys
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.crypto.api import (
    DEFAULT_USER_ID,
    SM2_CURVE,
    BadKey,
    sm2_generate,
    sm2_public,
    sm2_sign,
    sm2_verify,
)
from yiwang.crypto.sm2 import curve
from yiwang.crypto.sm2.gmssl import Gmssl
from yiwang.crypto.sm2.tongsuo import Tongsuo
from yiwang.crypto.sm2.types import N, Sm2Key

# GB/T 32918.5-2017, annex A.2.
D = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
MESSAGE = b"message digest"
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA


class Signature(core.Sequence):
    _fields = [("r", core.Integer), ("s", core.Integer)]


VECTOR = Signature({"r": R, "s": S}).dump()
BACKENDS = [Tongsuo(), Gmssl()]


@pytest.mark.parametrize("backend", BACKENDS, ids=lambda one: type(one).__name__)
def test_the_standard_vector_verifies(backend):
    assert backend.public_of(D) == PUBLIC
    assert backend.verify(PUBLIC, MESSAGE, VECTOR, DEFAULT_USER_ID)
    assert not backend.verify(PUBLIC, MESSAGE + b".", VECTOR, DEFAULT_USER_ID)


@pytest.mark.parametrize("signer", BACKENDS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("verifier", BACKENDS, ids=lambda one: type(one).__name__)
def test_what_one_backend_makes_the_other_accepts(signer, verifier):
    key = signer.generate()
    assert verifier.public_of(key.private) == key.public == curve.public_point(int.from_bytes(key.private))
    signature = signer.sign(key, b"Binzhou", DEFAULT_USER_ID)
    assert verifier.verify(key.public, b"Binzhou", signature, DEFAULT_USER_ID)


def test_another_user_id_gives_another_signature():
    key = sm2_generate()
    signature = sm2_sign(key.private, MESSAGE, user_id=b"ALICE123@YAHOO.COM")
    assert sm2_verify(key.public, MESSAGE, signature, user_id=b"ALICE123@YAHOO.COM")
    assert not sm2_verify(key.public, MESSAGE, signature)


def test_every_flipped_bit_of_a_signature_is_noticed():
    signature = bytearray(sm2_sign(D, MESSAGE))
    for position in range(len(signature) * 8):
        signature[position // 8] ^= 1 << position % 8
        assert not sm2_verify(PUBLIC, MESSAGE, bytes(signature))
        signature[position // 8] ^= 1 << position % 8


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200), other=st.binary(max_size=200))
def test_a_signature_fits_its_message_alone(data, other):
    signature = sm2_sign(D, data)
    assert sm2_verify(PUBLIC, data, signature)
    assert sm2_verify(PUBLIC, other, signature) == (data == other)


@settings(max_examples=100, deadline=None)
@given(key=st.binary(max_size=70), signature=st.binary(max_size=80))
def test_bytes_that_are_no_key_or_signature_are_refused_without_an_exception(key, signature):
    assert not sm2_verify(key, MESSAGE, signature)
    assert not sm2_verify(PUBLIC, MESSAGE, signature)


@pytest.mark.parametrize("scalar", [0, N - 1, N, 2**256 - 1])
def test_a_scalar_outside_the_group_is_no_key(scalar):
    with pytest.raises(BadKey):
        sm2_public(scalar.to_bytes(32))


def test_a_key_never_shows_its_private_half_when_printed():
    assert D.hex() not in repr(Sm2Key(D, PUBLIC))
    assert repr(D) not in repr(Sm2Key(D, PUBLIC))


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")


@needs_openssl
def test_openssl_accepts_our_signature(tmp_path: Path):
    info = keys.PublicKeyInfo(
        {
            "algorithm": {
                "algorithm": "ec",
                "parameters": keys.ECDomainParameters(name="named", value=SM2_CURVE),
            },
            "public_key": PUBLIC,
        }
    )
    (tmp_path / "public.der").write_bytes(info.dump())
    (tmp_path / "message").write_bytes(MESSAGE)
    for name, data in {"right": MESSAGE, "wrong": MESSAGE + b"."}.items():
        (tmp_path / name).write_bytes(sm2_sign(D, data))
    verify = [
        *("openssl", "pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pubin", "-keyform", "DER"),
        *("-pkeyopt", f"distid:{DEFAULT_USER_ID.decode()}", "-inkey", "public.der", "-in", "message"),
    ]
    assert subprocess.run([*verify, "-sigfile", "right"], cwd=tmp_path, capture_output=True).returncode == 0
    assert subprocess.run([*verify, "-sigfile", "wrong"], cwd=tmp_path, capture_output=True).returncode != 0


@needs_openssl
def test_we_accept_openssls_signature(tmp_path: Path):
    def openssl(*arguments: str) -> bytes:
        return subprocess.run(["openssl", *arguments], cwd=tmp_path, capture_output=True, check=True).stdout

    (tmp_path / "message").write_bytes(MESSAGE)
    openssl("genpkey", "-algorithm", "SM2", "-out", "key.pem")
    point = keys.PublicKeyInfo.load(openssl("pkey", "-in", "key.pem", "-pubout", "-outform", "DER"))
    sign = ("pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", "key.pem", "-in", "message")
    signature = openssl(*sign, "-pkeyopt", f"distid:{DEFAULT_USER_ID.decode()}")
    assert sm2_verify(point["public_key"].native, MESSAGE, signature)
