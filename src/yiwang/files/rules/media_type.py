"""The kind of a file, read from its content; and whether its name agrees."""

import io
import zipfile

PDF, OFD, ZIP = "application/pdf", "application/ofd", "application/zip"
PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"
TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Extensions under which each kind may travel; the first is the usual one.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    OFD: ("ofd",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    GIF: ("gif",),
    WEBP: ("webp",),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    ZIP: ("zip",),
    TEXT: ("txt", "csv", "json", "md"),
}

_STARTS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
)


def media_type(data: bytes) -> str | None:
    """The kind of the content, or None for one that the house does not take (programs, pages, scripts, unknown)."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return TEXT if _is_plain_text(data) else None


def name_agrees(name: str, kind: str) -> bool:
    """Whether the file's extension is one of its kind's."""
    return name.rpartition(".")[2].lower() in EXTENSIONS[kind]


def clean_name(name: str) -> str:
    """The last part of a path, without control characters, at most 120 characters, extension kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(character for character in last if character.isprintable()).strip()
    stem, dot, extension = printable.rpartition(".")
    return f"{stem[: 119 - len(extension)]}{dot}{extension}"[-120:]


def _archive(data: bytes) -> str | None:
    try:
        members = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return None
    marks = {"OFD.xml": OFD, "word/document.xml": DOCX, "xl/workbook.xml": XLSX}
    return next((kind for mark, kind in marks.items() if mark in members), ZIP)


def _is_plain_text(data: bytes) -> bool:
    """UTF-8 without control characters that is no markup: a browser would run what a page or picture in it says."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    begins = text.lstrip()[:2]
    if begins.startswith("<") or begins == "#!":
        return False
    return not any(ord(character) < 32 and character not in "\t\r\n" for character in text)
