"""PNG pictures whose compressed pixels a PDF can carry as they are."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Png:
    """A picture: `pixels` is the zlib stream of filtered rows, `kind` the PNG colour type (0 grey, 2 RGB, 3 palette).

    `mask` is the alpha channel as the zlib stream of an 8-bit grey picture of the same size; only for `kind` 3.
    """

    width: int
    height: int
    depth: int
    kind: int
    pixels: bytes
    palette: bytes = b""
    transparency: bytes = b""
    mask: bytes = b""

    def data(self) -> bytes:
        """The PNG file."""
        header = struct.pack(">IIBBBBB", self.width, self.height, self.depth, self.kind, 0, 0, 0)
        parts = [b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", header)]
        if self.palette:
            parts.append(_chunk(b"PLTE", self.palette))
        if self.transparency:
            parts.append(_chunk(b"tRNS", self.transparency))
        return b"".join([*parts, _chunk(b"IDAT", self.pixels), _chunk(b"IEND", b"")])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bilevel(rows: Sequence[bytes], width: int) -> Png:
    """A black-and-white picture from packed rows (most significant bit left, 1 = white)."""
    pixels = zlib.compress(b"".join([b"\0" + row for row in rows]), 6)
    return Png(width, len(rows), 1, 0, pixels)


def tinted(alpha: bytes, width: int, colour: tuple[int, int, int]) -> Png:
    """A picture of one colour whose shape is `alpha` (one byte a pixel), in sixteen steps of transparency."""
    height = len(alpha) // width
    steps = alpha.translate(bytes((value + 8) // 17 for value in range(256)))
    rows = []
    for start in range(0, len(steps), width):
        row = steps[start : start + width]
        if width % 2:
            row += b"\0"
        rows.append(b"\0" + bytes(high << 4 | low for high, low in zip(row[::2], row[1::2], strict=True)))
    smooth = steps.translate(bytes(min(value * 17, 255) for value in range(256)))
    grey = b"".join(b"\0" + smooth[start : start + width] for start in range(0, len(smooth), width))
    return Png(
        width,
        height,
        4,
        3,
        zlib.compress(b"".join(rows), 9),
        palette=bytes(colour) * 16,
        transparency=bytes(17 * step for step in range(16)),
        mask=zlib.compress(grey, 9),
    )
