"""Write a TrueType file from glyphs: the same few tables serve the whole font and a document's cut of it."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_EPOCH = 3_849_120_000  # a fixed head.modified: the same letters must always give the same bytes


@dataclass(frozen=True, slots=True)
class Glyph:
    """One simple (not composite) glyph: its character (0 for .notdef), advance and left bearing in units."""

    character: int
    advance: int
    bearing: int
    outline: bytes


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the tables `head`, `hhea` and `maxp` of a cut keep from the font it was cut from."""

    units: int
    ascent: int
    descent: int
    box: tuple[int, int, int, int]
    maxp: bytes
    weight: int


def write_font(name: str, glyphs: Sequence[Glyph], metrics: Metrics) -> bytes:
    """The TrueType bytes of `glyphs` (the first must be .notdef) under the PostScript name `name`."""
    offsets, outlines, place = [0], [], 0
    for glyph in glyphs:
        data = glyph.outline + b"\0" * (-len(glyph.outline) % 4)
        outlines.append(data)
        place += len(data)
        offsets.append(place)
    count = len(glyphs)
    tables = {
        b"OS/2": _os2(metrics),
        b"cmap": _cmap(glyphs),
        b"glyf": b"".join(outlines),
        b"head": _head(metrics),
        b"hhea": _hhea(metrics, max(g.advance for g in glyphs), count),
        b"hmtx": b"".join([struct.pack(">Hh", g.advance, g.bearing) for g in glyphs]),
        b"loca": struct.pack(f">{count + 1}I", *offsets),
        b"maxp": metrics.maxp[:4] + struct.pack(">H", count) + metrics.maxp[6:],
        b"name": _name(name),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _assemble(tables)


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body, place = [], [], len(head) + 16 * count
    total = 0
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        checksum = _checksum(padded)
        directory.append(tag + struct.pack(">III", checksum, place, len(data)))
        body.append(padded)
        place += len(padded)
        total += checksum
    front = head + b"".join(directory)
    total += _checksum(front)
    adjustment = struct.pack(">I", (0xB1B0AFBA - total) & 0xFFFFFFFF)
    for number, tag in enumerate(sorted(tables)):
        if tag == b"head":
            body[number] = body[number][:8] + adjustment + body[number][12:]
    return front + b"".join(body)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _head(m: Metrics) -> bytes:
    return struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        0x10000, 0x10000, 0, 0x5F0F3CF5, 0x0003, m.units, _EPOCH, _EPOCH, *m.box, 0, 8, 2, 1, 0,
    )  # fmt: skip


def _hhea(m: Metrics, widest: int, count: int) -> bytes:
    return struct.pack(
        ">IhhhHhhhhhh8xhH",
        0x10000, m.ascent, m.descent, 0, widest, 0, 0, m.box[2], 1, 0, 0, 0, count,
    )  # fmt: skip


def _os2(m: Metrics) -> bytes:
    return struct.pack(
        ">HhHHH11h10sIIII4sHHHhhhHHIIhhHHH",
        4, m.units, m.weight, 5, 0, *([0] * 11), b"\2\0" + b"\0" * 8, 0, 0, 0, 0, b"YIWG",
        0x40, 0x20, 0xFFFF, m.ascent, m.descent, 0, m.ascent, -m.descent, 1, 0, 500, 700, 0, 0x20, 1,
    )  # fmt: skip


def _name(name: str) -> bytes:
    text = name.encode("utf-16-be")
    records = b"".join(
        struct.pack(">HHHHHH", 3, 1, 0x409, number, len(text), 0) for number in (1, 2, 3, 4, 5, 6)
    )
    return struct.pack(">HHH", 0, 6, 6 + len(records)) + records + text


def _cmap(glyphs: Sequence[Glyph]) -> bytes:
    pairs = sorted((g.character, index) for index, g in enumerate(glyphs) if g.character)
    groups: list[list[int]] = []  # first character, last character, first glyph
    for character, index in pairs:
        if groups and character == groups[-1][1] + 1 and index - groups[-1][2] == character - groups[-1][0]:
            groups[-1][1] = character
        else:
            groups.append([character, character, index])
    four = _format_four([g for g in groups if g[1] <= 0xFFFF])
    twelve = struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups)) + b"".join(
        struct.pack(">III", *group) for group in groups
    )
    return struct.pack(">HHHHIHHI", 0, 2, 3, 1, 20, 3, 10, 20 + len(four)) + four + twelve


def _format_four(groups: list[list[int]]) -> bytes:
    segments = [(first, last, (glyph - first) & 0xFFFF) for first, last, glyph in groups]
    segments.append((0xFFFF, 0xFFFF, 1))
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    body = struct.pack(f">{count}H", *(s[1] for s in segments)) + b"\0\0"
    body += struct.pack(f">{count}H", *(s[0] for s in segments))
    body += struct.pack(f">{count}H", *(s[2] for s in segments)) + b"\0\0" * count
    # A font of ten thousand scattered letters has more segments than format 4 can count in 16 bits: it then
    # says so with a length of 0xFFFF, and readers take format 12, which is always there.
    length = min(14 + len(body), 0xFFFF)
    return (
        struct.pack(
            ">HHHHHHH", 4, length, 0, count * 2, power * 2, power.bit_length() - 1, (count - power) * 2
        )
        + body
    )
