"""Files made to harm the verifier give a clear answer, quickly, and touch nothing."""

import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from tests.seals.conftest import NOW

from yiwang.seals.errors import BadStateList, BadTrustFile
from yiwang.seals.ofd.container import CENTRAL, END, LOCAL, Entry, write_container
from yiwang.seals.verify.anchors import read_anchors
from yiwang.seals.verify.archive import read_archive
from yiwang.seals.verify.file import verify_file
from yiwang.seals.verify.states import read_states

OFD = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo/>{}</ofd:DocBody></ofd:OFD>'
SEALED = "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>"


def package(*entries):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def verdict(data, city):
    began = time.monotonic()
    report = verify_file(data, city.anchors, at=NOW)
    assert time.monotonic() - began < 5
    assert not report.ok
    assert report.failed[0].detail.zh
    assert report.failed[0].detail.en
    return report.failed[0]


@pytest.mark.parametrize(
    "data",
    [b"", b"P", b"PK", b"PK\3\4", b"%PDF-", b"MZ\x90\0", b"<html>", b"PK\5\6" + bytes(18), bytes(1000)],
    ids=repr,
)
def test_fragments_and_strangers_are_refused(data, city):
    verdict(data, city)


def test_a_hundred_megabytes_are_refused_at_once(city):
    assert verdict(b"PK\3\4" + bytes(100 * 2**20), city).code == "file"


def test_a_zip_bomb_is_not_unpacked(city):
    bomb = package(("OFD.xml", bytes(40 * 2**20)))
    assert len(bomb) < 50_000
    assert verdict(bomb, city).code == "container"


def test_many_small_bombs_are_not_unpacked(city):
    bomb = package(*((f"{n}.xml", bytes(30 * 2**20)) for n in range(4)))
    assert verdict(bomb, city).code == "container"


def test_a_stranger_among_the_files_of_a_sealed_package_is_named_whatever_its_name(ofd, city):
    entries = [(entry.name, entry.data) for entry in read_archive(ofd).entries]
    assert verdict(package(*entries, ("附件.txt", b"x")), city).code == "coverage"


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(city):
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packed.compress(bytes(50 * 2**20)) + packed.flush()
    liar = write_container([Entry("OFD.xml", b"x" * 10, stream, 8, zlib.crc32(b"x" * 10))])
    assert verdict(liar, city).code == "container"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "a\\..\\b", "a\nb"])
def test_names_that_climb_out_are_refused(name, city):
    data = package((name.replace("\\", "/"), b"x"))
    raw = name.replace("\\", "/").encode()
    assert verdict(data.replace(raw, name.encode()), city).code == "container"


def test_the_same_name_twice_is_refused(city):
    entry = Entry.of("OFD.xml", b"<x/>")
    assert verdict(write_container([entry, Entry.of("ofd.xml", b"<y/>")]), city).code == "container"


def test_data_hidden_between_entries_is_refused(ofd, city):
    count, size, offset = struct.unpack_from("<HII", ofd, len(ofd) - END.size + 10)
    second = ofd.index(b"PK\3\4", 4)
    hidden = bytearray(ofd[:second] + b"HIDDEN" + ofd[second:])
    place = offset + 6
    for number in range(count):
        fields = list(CENTRAL.unpack_from(hidden, place))
        if number:
            fields[-1] += 6
            CENTRAL.pack_into(hidden, place, *fields)
        place += CENTRAL.size + fields[10]
    struct.pack_into("<II", hidden, len(hidden) - END.size + 12, size, offset + 6)
    assert verdict(bytes(hidden), city).code == "container"


def test_a_header_that_contradicts_the_directory_is_refused(ofd, city):
    fields = list(LOCAL.unpack_from(ofd, 0))
    fields[6] ^= 1
    assert verdict(LOCAL.pack(*fields) + ofd[LOCAL.size :], city).code == "container"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(prologue, encoding, city):
    text = (prologue + OFD.format(SEALED)).encode(encoding)
    assert verdict(package(("OFD.xml", text), ("Doc_0/Signs/Signatures.xml", b"<x/>")), city).code == "sealed"


def test_deep_xml_is_refused(city):
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert verdict(package(("OFD.xml", deep)), city).code == "sealed"


def test_a_list_of_a_thousand_seals_is_refused(city):
    lines = '<ofd:Signature ID="1" BaseLoc="/OFD.xml"/>' * 1000
    listed = f'<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016">{lines}</ofd:Signatures>'
    data = package(("OFD.xml", OFD.format(SEALED)), ("Doc_0/Signs/Signatures.xml", listed))
    assert verdict(data, city).code == "sealed"


def test_an_unsealed_ofd_says_so(city):
    assert verdict(package(("OFD.xml", OFD.format(""))), city).code == "sealed"


@pytest.mark.parametrize("contents", [b"<>", b"<00>", b"<zz>", b"<" + b"30" * 400_000 + b">"])
def test_a_pdf_with_a_senseless_signature_is_refused(contents, city):
    front = b"%PDF-1.7\n1 0 obj\n<</Type/Sig/ByteRange [0 NNNN MMMMMMM KKKK]/Contents "
    back = b">>\nendobj\n%%EOF\n"
    first, second = len(front), len(front) + len(contents)
    front = front.replace(b"NNNN", b"%04d" % first)
    front = front.replace(b"MMMMMMM", b"%07d" % second).replace(b"KKKK", b"%04d" % len(back))
    assert verdict(front + contents + back, city).code == "container"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"format": "yiwang-trust/1"}', b"null"])
def test_bad_trust_files_and_state_lists_are_refused(data, city):
    with pytest.raises(BadTrustFile):
        read_anchors(data)
    with pytest.raises(BadStateList):
        read_states(data, city.anchors)
