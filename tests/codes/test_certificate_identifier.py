"""Certificate identifiers of GB/T 36904."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.codes import api as codes

TYPE = "11100000000013338W011"
ISSUER = "11440100007483172Q"


@pytest.mark.parametrize(
    "text",
    [
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
        "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    ],
)
def test_identifiers_seen_in_the_field_are_read_and_written_back(text: str) -> None:
    assert str(codes.CertificateIdentifier.parse(text)) == text


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=32), st.integers(1, 999))
def test_what_is_minted_can_be_parsed(serial: str, version: int) -> None:
    minted = codes.CertificateIdentifier.mint(TYPE, ISSUER, serial, version)
    assert codes.CertificateIdentifier.parse(str(minted)) == minted


@given(st.integers(15, 70), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_wrong_character_is_caught(place: int, other: str) -> None:
    text = str(codes.CertificateIdentifier.mint(TYPE, ISSUER, "2026000000017"))
    place %= len(text)
    if text[place] not in (".", other):
        with pytest.raises(codes.BadCode):
            codes.CertificateIdentifier.parse(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "1.2.156.3005.2", "http://example.cn", "1.2.156.3005.2.A.B.C.001.0"])
def test_text_that_is_no_identifier_is_refused(text: str) -> None:
    with pytest.raises(codes.BadCode) as refused:
        codes.CertificateIdentifier.parse(text)
    assert refused.value.reason == "shape"


@pytest.mark.parametrize(
    ("type_code", "issuer", "serial", "version"),
    [
        ("short", ISSUER, "1", 1),
        ("11100000000013338X011", ISSUER, "1", 1),
        (TYPE, "11440100007483172A", "1", 1),
        (TYPE, ISSUER, "a-1", 1),
        (TYPE, ISSUER, "", 1),
        (TYPE, ISSUER, "1", 0),
        (TYPE, ISSUER, "1", 1000),
    ],
)
def test_malformed_parts_cannot_be_minted(type_code: str, issuer: str, serial: str, version: int) -> None:
    with pytest.raises(codes.BadCode):
        codes.CertificateIdentifier.mint(type_code, issuer, serial, version)
