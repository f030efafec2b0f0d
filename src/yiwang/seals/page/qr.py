"""QR codes as small pictures."""

import segno

from yiwang.seals.page.png import Png, bilevel

#: Trying all eight masks takes five times as long as drawing the code, and every reader accepts any mask.
_MASK = 3
#: A module is eight pixels: sharp at 25 mm, and one module is then exactly one byte of a row.
_PIXELS = bytes([0xFF, 0x00]) + bytes(254)


def qr_code(text: str) -> Png:
    """`text` as a QR code with medium error correction and no margin."""
    code = segno.make_qr(text, error="m", boost_error=False, mask=_MASK)
    rows = [bytes(modules).translate(_PIXELS) for modules in code.matrix]
    return bilevel([row for row in rows for _ in range(8)], len(rows) * 8)
