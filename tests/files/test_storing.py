"""Files are stored whole, once, and only where their content is what their name says."""

import errno
import io
import os
import subprocess
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.crypto.api import sm3
from yiwang.files import api as files
from yiwang.files.place import files_folder, path_of
from yiwang.files.rules.media_type import clean_name, media_type

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
ELF = b"\x7fELF\x02\x01\x01" + bytes(60)
WINDOWS_PROGRAM = b"MZ\x90\x00" + bytes(60)


def archive(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def var(tmp_path, settings):
    settings.VAR = tmp_path
    return tmp_path


def stored_files():
    return sorted(path for path in files_folder().rglob("*") if path.is_file())


def test_a_stored_file_comes_back_under_its_digest():
    stored = files.put(PDF, name="身份证.pdf")
    assert stored == files.StoredFile(sm3(PDF).hex(), len(PDF), "application/pdf", "身份证.pdf")
    assert files.read(stored.digest) == PDF


def test_the_same_content_is_stored_once_whatever_its_name():
    one, other = files.put(PDF, name="a.pdf"), files.put(PDF, name="b.PDF")
    assert one.digest == other.digest
    assert len(stored_files()) == 1
    files.put_many([files.NewFile(PDF, "c.pdf"), files.NewFile(PDF, "d.pdf"), files.NewFile(PNG, "e.png")])
    assert len(stored_files()) == 2


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (WINDOWS_PROGRAM, "合同.pdf"),
        (ELF, "photo.jpg"),
        (b"#!/bin/sh\nrm -rf /\n", "notes.txt"),
        (b"<html><script>alert(1)</script>", "notes.txt"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture.png"),
        (PDF, "picture.png"),
        (PNG, "picture.png.exe"),
        (PNG, "picture"),
        (b"MZ" + PDF, "late.pdf"),
        (b"PK\x03\x04 broken archive", "a.zip"),
        (archive("a.txt"), "a.docx"),
        (bytes(range(256)), "a.txt"),
    ],
)
def test_content_that_is_not_what_its_name_says_is_refused(data, name):
    with pytest.raises(files.WrongFileType) as caught:
        files.put(data, name=name)
    assert "pdf" in caught.value.remedy.en
    assert stored_files() == []


def test_a_kind_that_is_fine_elsewhere_is_refused_where_it_is_not_asked_for():
    with pytest.raises(files.WrongFileType) as caught:
        files.put(PNG, name="a.png", allowed={files.PDF, files.JPEG})
    assert caught.value.remedy.zh == "请上传以下类型的文件：jpg, pdf。"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(20), files.JPEG),
        (b"GIF89a" + bytes(20), files.GIF),
        (b"RIFF\0\0\0\0WEBPVP8 ", files.WEBP),
        (archive("OFD.xml", "Doc_0/Document.xml"), files.OFD),
        (archive("[Content_Types].xml", "word/document.xml"), files.DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), files.XLSX),
        (archive("readme.txt"), files.ZIP),
        ("姓名,年龄\n张三,70\n".encode(), files.TEXT),
        (ELF, None),
        (WINDOWS_PROGRAM, None),
    ],
)
def test_kinds_are_read_from_content(data, kind):
    assert media_type(data) == kind


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_content_breaks_the_reader_of_kinds(data):
    for start in (b"", b"PK\x03\x04", b"RIFF", b"%PDF-"):
        media_type(start + data)


def test_an_empty_file_is_refused():
    with pytest.raises(files.EmptyFile):
        files.put(b"", name="a.pdf")


def test_a_thirty_megabyte_upload_is_refused_with_both_numbers():
    with pytest.raises(files.FileTooLarge) as caught:
        files.put(PDF + bytes(30 * 2**20), name="扫描件.pdf")
    assert "30.0 MB" in caught.value.message.zh
    assert "20 MB" in caught.value.message.zh
    assert caught.value.http_status == 413
    assert stored_files() == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_a_name_never_leaves_its_folder_or_grows_without_end(name):
    cleaned = clean_name(name)
    assert "/" not in cleaned
    assert "\\" not in cleaned
    assert cleaned.isprintable()
    assert len(cleaned) <= 120


def test_a_long_name_keeps_its_extension():
    assert clean_name("../" + "长" * 300 + ".pdf").endswith("长.pdf")
    assert clean_name("C:\\temp\\scan.pdf") == "scan.pdf"


@pytest.mark.parametrize("step", ["write", "fsync", "replace", "mkdir"])
def test_a_full_disk_is_named_and_leaves_nothing_behind(monkeypatch, step):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    elif step == "write":
        monkeypatch.setattr("yiwang.files.services.put._write_draft", full)
    else:
        monkeypatch.setattr(f"pathlib.Path.{step}", full)
    with pytest.raises(files.StorageFull) as caught:
        files.put_many([files.NewFile(PDF, "a.pdf"), files.NewFile(PNG, "b.png")])
    assert caught.value.http_status == 507
    monkeypatch.undo()
    if files_folder().exists():
        assert stored_files() == []


def test_another_disk_fault_is_not_called_a_full_disk(monkeypatch):
    def broken(*args):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        files.put(PDF, name="a.pdf")


def test_a_disk_that_really_is_full_is_named(tmp_path, settings):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        settings.VAR = small
        kept = files.put(PDF, name="a.pdf")
        with pytest.raises(files.StorageFull):
            files.put(PDF + os.urandom(2**20), name="b.pdf")
        assert stored_files() == [path_of(kept.digest)]
        assert files.read(kept.digest) == PDF
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_truncated_or_changed_file_is_never_given_out_and_storing_it_again_mends_it():
    stored = files.put(PNG, name="a.png")
    for damage in (PNG[:-1], PNG[:-1] + b"x", b""):
        path_of(stored.digest).write_bytes(damage)
        with pytest.raises(files.FileDamaged):
            files.read(stored.digest)
    files.put(PNG, name="a.png")
    assert files.read(stored.digest) == PNG


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_what_is_not_stored_is_not_found(digest):
    with pytest.raises(files.NoSuchFile):
        files.read(digest)
