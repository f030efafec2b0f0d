"""One typeface in memory: which letters it has, how wide they are, and cuts of it for one document."""

import struct
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yiwang.seals.fonts.sfnt import Glyph, Metrics, write_font

#: Millimetres in one typographic point.
POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a face for one document: its own name, its bytes, and the number and width of each letter in it."""

    name: str
    data: bytes
    glyphs: dict[str, int]
    widths: tuple[int, ...]


class Face:
    """A typeface written by `prepare_fonts`. Immutable after loading, so threads may share it."""

    def __init__(self, slug: str, data: bytes) -> None:
        self.slug = slug
        tables = {tag: data[at : at + size] for tag, at, size in _directory(data)}
        self.name = _postscript_name(tables[b"name"])
        self.metrics = _metrics(tables)
        self._glyf = tables[b"glyf"]
        self._loca = _numbers("I", tables[b"loca"])
        self._hmtx = _numbers("H", tables[b"hmtx"])
        self._glyph_of = _characters(tables[b"cmap"])
        self._advance = {chr(c): self._hmtx[2 * g] for c, g in self._glyph_of.items()}

    @classmethod
    def load(cls, slug: str, path: Path) -> "Face":
        """Read the face from a file made by `prepare_fonts`."""
        return cls(slug, path.read_bytes())

    def missing(self, text: str) -> list[str]:
        """The characters of `text` that this face cannot print, each once, in order."""
        return [c for c in dict.fromkeys(text) if c not in self._advance]

    def advances(self, text: str) -> list[int]:
        """The width of each character in thousandths of the letter size. Every character must be in the face."""
        return [self._advance[c] for c in text]

    def width(self, text: str, size: float) -> float:
        """Millimetres that `text` takes at `size` points."""
        return sum(self._advance[c] for c in text) * size * POINT / self.metrics.units

    def cut(self, characters: Iterable[str]) -> Cut:
        """The smallest font with these characters. Same characters in, same bytes out."""
        letters = sorted(set(characters))
        glyphs = [self._glyph(0, 0), *(self._glyph(ord(c), self._glyph_of[ord(c)]) for c in letters)]
        name = f"{_tag(letters)}+{self.name}"
        data = write_font(name, glyphs, self.metrics)
        numbers = {c: index for index, c in enumerate(letters, start=1)}
        return Cut(name, data, numbers, tuple(g.advance for g in glyphs))

    def _glyph(self, character: int, index: int) -> Glyph:
        bearing = self._hmtx[2 * index + 1]
        return Glyph(
            character,
            self._hmtx[2 * index],
            bearing - 0x10000 if bearing > 0x7FFF else bearing,
            self._glyf[self._loca[index] : self._loca[index + 1]],
        )


def _tag(letters: list[str]) -> str:
    """Six letters that tell one cut from another (ISO 32000-1, 9.6.4): readers keep fonts by name."""
    number = zlib.crc32("".join(letters).encode())
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _directory(data: bytes) -> list[tuple[bytes, int, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return [(tag, at, size) for tag, _, at, size in entries]


def _numbers(kind: str, data: bytes) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(data)
    numbers.byteswap()  # TrueType is big-endian, every machine we run on is not
    return numbers


def _characters(cmap: bytes) -> dict[int, int]:
    (start,) = struct.unpack_from(">I", cmap, 16)  # the format 12 table that `write_font` puts second
    (count,) = struct.unpack_from(">I", cmap, start + 12)
    found: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">III", cmap[start + 16 : start + 16 + 12 * count]):
        found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return found


def _metrics(tables: dict[bytes, bytes]) -> Metrics:
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    left, bottom, right, top = struct.unpack_from(">hhhh", tables[b"head"], 36)
    ascent, descent = struct.unpack_from(">hh", tables[b"hhea"], 4)
    (weight,) = struct.unpack_from(">H", tables[b"OS/2"], 4)
    return Metrics(units, ascent, descent, (left, bottom, right, top), tables[b"maxp"], weight)


def _postscript_name(table: bytes) -> str:
    (storage,) = struct.unpack_from(">H", table, 4)
    size, at = struct.unpack_from(">HH", table, 6 + 8)
    return table[storage + at : storage + at + size].decode("utf-16-be")
