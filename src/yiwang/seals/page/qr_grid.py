"""The squares of a QR code (ISO/IEC 18004): byte mode, medium error correction, one mask for all.

A certificate is issued in a few milliseconds, of which drawing its code must not be half. What depends on the size
alone is drawn once by segno and kept as a mould; a text is then only coded and poured in.
"""

from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

import segno
from segno import consts

#: Trying all eight masks takes five times as long as drawing the code, and every reader accepts any mask.
_MASK = 3
_LARGEST = 40
#: How each version's bytes are dealt into blocks, at medium correction.
_BLOCKS: dict[int, Any] = {
    version: consts.ECC[version][consts.ERROR_LEVEL_M]  # type: ignore[index]  # segno calls its table an object
    for version in range(1, _LARGEST + 1)
}
#: From this version on the length of the text takes two bytes.
_LONG_COUNT = 10
#: From this version on the code says its version.
_TELLS_VERSION = 7


@dataclass(frozen=True)
class Mould:
    """Everything about one size of code. `order` leads from each square to light, dark, or the bit that it shows."""

    size: int
    order: "itemgetter[Any]"
    mask: int
    bits: int
    blocks: tuple[int, ...]
    corrections: int
    count_bytes: int

    @property
    def capacity(self) -> int:
        """Bytes of text that fit; half a byte says the mode, half a byte ends the text."""
        return sum(self.blocks) - 1 - self.count_bytes


def squares(text: str) -> list[bytes]:
    """Rows of squares, 1 for dark. Raises ValueError for more than 2,331 bytes of UTF-8."""
    data = text.encode()
    mould = next((one for one in map(_mould, range(1, _LARGEST + 1)) if len(data) <= one.capacity), None)
    if mould is None:
        raise ValueError(f"{len(data)} bytes do not fit into a QR code")
    stream = _corrected(_padded(data, mould), mould)
    # Remainder bits are zero. The mask is laid over all bits at once, then each square fetches its own.
    spare = mould.bits - 8 * len(stream)
    shown = (int.from_bytes(stream) << spare) ^ mould.mask
    grid = bytes(mould.order(b"\0\1" + f"{shown:0{mould.bits}b}".encode().translate(_DIGITS)))
    return [grid[start : start + mould.size] for start in range(0, len(grid), mould.size)]


_DIGITS = bytes.maketrans(b"01", b"\0\1")


def _padded(data: bytes, mould: Mould) -> bytes:
    """Mode, length, text, end, and the two padding bytes in turn."""
    size = sum(mould.blocks)
    head = 0b0100 << 8 * mould.count_bytes | len(data)
    number = (head << 8 * len(data) | int.from_bytes(data)) << 4
    stream = number.to_bytes(len(data) + mould.count_bytes + 1)
    return (stream + b"\xec\x11" * size)[:size]


def _corrected(data: bytes, mould: Mould) -> bytes:
    """The blocks of the data one byte from each in turn, then their corrections likewise."""
    ends = [sum(mould.blocks[: index + 1]) for index in range(len(mould.blocks))]
    parts = [data[end - size : end] for size, end in zip(mould.blocks, ends, strict=True)]
    checks = [_correction(part, mould.corrections) for part in parts]
    return _in_turn(parts) + _in_turn(checks)


def _in_turn(parts: list[bytes]) -> bytes:
    return bytes(part[index] for index in range(max(map(len, parts))) for part in parts if index < len(part))


def _correction(part: bytes, count: int) -> bytes:
    """The remainder of Reed and Solomon; the register is one whole number."""
    steps, top, room = _generator_steps(count), 8 * (count - 1), (1 << 8 * count) - 1
    register = 0
    for byte in part:
        register = (register << 8 & room) ^ steps[byte ^ register >> top]
    return register.to_bytes(count)


@lru_cache(maxsize=64)
def _generator_steps(count: int) -> list[int]:
    """What each byte, leaving the register, adds to it: its product with the generator polynomial."""
    generator = [1]
    root = 1
    for _ in range(count):
        raised = [*generator, 0]
        for index, factor in enumerate(generator):
            raised[index + 1] ^= _times(factor, root)
        generator, root = raised, _times(root, 2)
    return [int.from_bytes(bytes(_times(byte, factor) for factor in generator[1:])) for byte in range(256)]


def _times(a: int, b: int) -> int:
    """A product in the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


@lru_cache(maxsize=_LARGEST)
def _mould(version: int) -> Mould:
    drawn = segno.make_qr("", mode="byte", version=version, error="m", boost_error=False, mask=_MASK)
    size = len(drawn.matrix)
    fixed = _fixed(version, size)
    places = [place for place in _way(size) if place not in fixed]
    sources = [list(row) for row in drawn.matrix]
    for index, (row, column) in enumerate(places):
        sources[row][column] = 2 + index
    inverted = "".join("1" if (row + column) % 3 == 0 else "0" for row, column in places)
    blocks = _BLOCKS[version]
    return Mould(
        size=size,
        order=itemgetter(*(source for row in sources for source in row)),
        mask=int(inverted, 2),
        bits=len(places),
        blocks=tuple(one.num_data for one in blocks for _ in range(one.num_blocks)),
        corrections=blocks[0].num_total - blocks[0].num_data,
        count_bytes=1 if version < _LONG_COUNT else 2,
    )


def _way(size: int) -> list[tuple[int, int]]:
    """The way of the bits: pairs of columns from the right, up and down in turn, past the timing column."""
    way = []
    upward = True
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        rows = range(size - 1, -1, -1) if upward else range(size)
        way += [(row, column) for row in rows for column in (right, right - 1)]
        upward = not upward
    return way


def _fixed(version: int, size: int) -> set[tuple[int, int]]:
    """The squares that are the same for every text of one size."""
    far = size - 8
    fixed = _box(0, 0, 9, 9) | _box(0, far, 9, 8) | _box(far, 0, 8, 9)
    fixed |= _box(6, 0, 1, size) | _box(0, 6, size, 1)
    centres = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    for row in centres:
        for column in centres:
            # Where a corner's pattern lies there is no small one.
            if (row, column) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                fixed |= _box(row - 2, column - 2, 5, 5)
    if version >= _TELLS_VERSION:
        fixed |= _box(0, size - 11, 6, 3) | _box(size - 11, 0, 3, 6)
    return fixed


def _box(top: int, left: int, height: int, width: int) -> set[tuple[int, int]]:
    return {(row, column) for row in range(top, top + height) for column in range(left, left + width)}
