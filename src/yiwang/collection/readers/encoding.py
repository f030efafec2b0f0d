"""Text files of any encoding, turned into UTF-8 once; what cannot be read is marked, never guessed."""

import codecs
from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes looked at to tell the encoding.
_HEAD = 1 << 20
#: Stands where bytes could not be decoded.
LOST = "\ufffd"
_STEP = 1 << 22


def encoding_of(file: Path) -> str:
    """The encoding of a file by its mark or its bytes: utf-8, utf-8-sig, utf-16, utf-16-le/be, utf-32 or gb18030."""
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    # ASCII characters in UTF-16 have a zero in every other byte.
    if len(head) > 1 and head[1:200:2].count(0) > len(head[1:200:2]) * 0.4:
        return "utf-16-le"
    if len(head) > 1 and head[0:200:2].count(0) > len(head[0:200:2]) * 0.4:
        return "utf-16-be"
    return _chinese(head)


def _chinese(head: bytes) -> str:
    """UTF-8 or GB18030, by which of them more lines can be read."""
    if _decodes(head, "utf-8"):
        return "utf-8"
    lines = [line for line in head.splitlines()[:-1] or [head] if any(byte > 127 for byte in line)]
    utf8 = sum(_decodes(line, "utf-8") for line in lines)
    gb = sum(_decodes(line, "gb18030") and not _decodes(line, "utf-8") for line in lines)
    return "gb18030" if gb > utf8 else "utf-8"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def as_utf8(file: Path, copy: Path) -> Path:
    """`file` itself when it is UTF-8 without a mark, else `copy`, written from it. Only whole copies are left behind."""
    encoding = encoding_of(file)
    if encoding == "utf-8":
        return file
    if not copy.exists():
        partial = copy.with_suffix(".partial")
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        with file.open("rb") as source, partial.open("wb") as target:
            while data := source.read(_STEP):
                target.write(decoder.decode(data).encode())
            target.write(decoder.decode(b"", final=True).encode())
        partial.replace(copy)
    return copy
