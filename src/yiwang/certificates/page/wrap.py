"""Break text into lines by Chinese rules: anywhere between characters, but not before closing or after opening marks."""

import re
from collections.abc import Iterator

from yiwang.seals.api import POINT, Face

_CLOSING = set("，。、；：！？）》〉」』】〕”’％%…—,.;:!?)]}")
_OPENING = set("（《〈「『【〔“‘([{")
#: A Latin word or number keeps together; everything else is one character.
_UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’./:@+\-]*|.", re.DOTALL)


def wrap(text: str, face: Face, size: float, width: float, *, indent: float = 0) -> list[tuple[str, bool]]:
    """Lines of `text` that are at most `width` mm wide, each with whether its paragraph goes on after it.

    `indent` mm are left free at the start of each paragraph's first line. Raises KeyError for characters without glyph.
    """
    lines: list[tuple[str, bool]] = []
    for paragraph in text.split("\n"):
        broken = list(_break(paragraph, face, size, width, indent))
        lines += [(line, number + 1 < len(broken)) for number, line in enumerate(broken)]
    return lines


def _break(text: str, face: Face, size: float, width: float, indent: float) -> Iterator[str]:
    line, used, room = "", 0.0, width - indent
    for unit in _units(text):
        for part in _cut_to(unit, face, size, width):
            wide = face.width(part, size)
            if line and used + face.width(part.rstrip(" "), size) > room:
                yield line.rstrip(" ")
                line, used, room = "", 0.0, width
                part = part.lstrip(" ")
                wide = face.width(part, size)
            line, used = line + part, used + wide
    yield line.rstrip(" ")


def _units(text: str) -> Iterator[str]:
    """Pieces that must not be broken: words, and characters with the marks that belong to them."""
    piece = ""
    for match in _UNIT.finditer(text):
        unit = match[0]
        if piece and unit[0] not in _CLOSING and piece[-1] not in _OPENING:
            yield piece
            piece = ""
        piece += unit
    if piece:
        yield piece


def _cut_to(unit: str, face: Face, size: float, width: float) -> Iterator[str]:
    """A piece wider than a whole line (a long address in Latin letters) is cut after all."""
    if face.width(unit, size) <= width:
        yield unit
        return
    step = max(1, int(width / (size * POINT)))
    for start in range(0, len(unit), step):
        yield unit[start : start + step]
