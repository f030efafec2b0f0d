"""One changed byte anywhere is caught: containers, headers, padding, certificates, all of it."""

import re

import pytest
from asn1crypto.cms import ContentInfo
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.seals.conftest import NOW, sealed_ofd, signed_pdf

from yiwang.seals.asn1 import Signature
from yiwang.seals.ofd.container import Entry, write_container
from yiwang.seals.pdf.sign import P256_ORDER
from yiwang.seals.verify.archive import read_archive
from yiwang.seals.verify.file import verify_file


def good(data, city):
    return verify_file(data, city.anchors, at=NOW).ok


@pytest.mark.parametrize("form", ["ofd", "pdf"])
def test_every_single_byte_of_a_small_file_is_guarded(form, city, ofd, pdf):
    data = {"ofd": ofd, "pdf": pdf}[form]
    assert good(data, city)
    missed = []
    for place in range(len(data)):
        broken = bytearray(data)
        broken[place] ^= 1 << place % 8
        if good(bytes(broken), city):
            missed.append(place)
    assert not missed, f"{form}: {[(p, data[max(0, p - 20) : p + 20]) for p in missed[:5]]}"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255), form=st.sampled_from(["ofd", "pdf"])
)
def test_any_other_value_of_a_byte_is_caught_in_a_written_page(place, value, form, city, pages):
    broken = bytearray(pages[form])
    broken[int(place * len(broken))] ^= value
    assert not good(bytes(broken), city)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), form=st.sampled_from(["ofd", "pdf"]))
def test_a_byte_left_out_or_put_in_is_caught(place, form, city, pages):
    data = pages[form]
    at = int(place * len(data))
    assert not good(data[:at] + data[at + 1 :], city)
    assert not good(data[:at] + b"\0" + data[at:], city)


@pytest.mark.parametrize("form", ["ofd", "pdf"])
@pytest.mark.parametrize("tail", [b"\0", b"\n", b"%%EOF\n", b"PK\5\6" + bytes(18)])
def test_data_after_the_end_is_caught(form, tail, city, ofd, pdf):
    assert not good({"ofd": ofd, "pdf": pdf}[form] + tail, city)


@pytest.fixture(scope="session")
def pages(material, written):
    return {"ofd": sealed_ofd(material, written), "pdf": signed_pdf(material, written)}


def test_a_time_stamp_put_in_by_a_stranger_is_caught(ofd, city):
    entries = list(read_archive(ofd).entries)
    for number, entry in enumerate(entries):
        if entry.name.endswith("SignedValue.dat"):
            value = Signature.load(entry.data)
            value["time_stamp"] = b"noon"
            entries[number] = Entry.of(entry.name, value.dump(force=True), pack=False)
    assert not good(write_container(entries), city)


def test_the_other_form_of_an_ecdsa_signature_is_caught(pdf, city):
    found = re.search(rb"/Contents <([0-9a-f]+)>", pdf)
    cms = ContentInfo.load(bytes.fromhex(found[1].decode()))
    signer = cms["content"]["signer_infos"][0]
    r, s = decode_dss_signature(signer["signature"].native)
    signer["signature"] = encode_dss_signature(r, P256_ORDER - s)
    room = len(found[1])
    other = cms.dump(force=True).hex().encode().ljust(room, b"0")
    assert len(other) == room
    assert other != found[1]
    assert not good(pdf.replace(found[1], other), city)
