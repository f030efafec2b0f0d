"""QR codes as small pictures."""

from yiwang.seals.page.png import Png, bilevel
from yiwang.seals.page.qr_grid import squares

#: A module is eight pixels: sharp at 25 mm, and one module is then exactly one byte of a row.
_PIXELS = bytes([0xFF, 0x00]) + bytes(254)


def qr_code(text: str) -> Png:
    """`text` as a QR code with medium error correction and no margin."""
    rows = [row.translate(_PIXELS) for row in squares(text)]
    return bilevel([row for row in rows for _ in range(8)], len(rows) * 8)
