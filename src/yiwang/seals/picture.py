"""Draw the picture of an office's round seal: star, name along the arc, and a plain mark that it is a sample."""

import io
import math
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from yiwang.seals.page.png import Png, tinted

RED = (200, 22, 29)
#: Points of the drawing a millimetre, and of the picture (16 a millimetre are 406 dpi).
_FINE, _FINAL = 48, 16


@lru_cache(maxsize=128)
def draw_round_seal(name: str, *, mark: str, font: Path, diameter: int = 40) -> Png:
    """The seal of `name`, `diameter` mm wide; `mark` stands below the star. `font` is a bold TrueType face."""
    side = diameter * _FINE
    shape = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(shape)
    border = side * 0.03
    pen.ellipse((0, 0, side - 1, side - 1), fill=255)
    pen.ellipse((border, border, side - 1 - border, side - 1 - border), fill=0)
    pen.polygon(_star(side / 2, side * 0.49, side * 0.145), fill=255)
    _arc_text(shape, name, font)
    if mark:
        _mark(shape, mark, font)
    final = diameter * _FINAL
    return tinted(shape.resize((final, final), Image.Resampling.LANCZOS).tobytes(), final, RED)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    points = []
    for step in range(10):
        reach, angle = (inner if step % 2 else radius), math.radians(36 * step - 90)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points


def _arc_text(shape: Image.Image, name: str, font: Path) -> None:
    """The name around the upper arc, each letter upright to the centre and narrowed when there are many."""
    side = shape.width
    count = len(name)
    sweep = min(250.0, 24.0 * count)
    step = sweep / max(count - 1, 1)
    height = side * (0.15 if count <= 12 else 0.135)
    radius = side * 0.5 - side * 0.055 - height / 2
    room = 2 * math.pi * radius * step / 360 * 0.92
    width = min(height, room) if count > 1 else height
    for index, letter in enumerate(name):
        angle = -sweep / 2 + step * index if count > 1 else 0.0
        tile = _letter(letter, font, round(height)).resize((round(width), round(height)))
        turned = tile.rotate(-angle, Image.Resampling.BICUBIC, expand=True)
        turn = math.radians(angle)
        x = side / 2 + radius * math.sin(turn) - turned.width / 2
        y = side / 2 - radius * math.cos(turn) - turned.height / 2
        shape.paste(255, (round(x), round(y)), turned)


def _letter(letter: str, font: Path, size: int) -> Image.Image:
    tile = Image.new("L", (size, size), 0)
    ImageDraw.Draw(tile).text((size / 2, size / 2), letter, font=_font(font, size), fill=255, anchor="mm")
    return tile


def _mark(shape: Image.Image, mark: str, font: Path) -> None:
    side = shape.width
    pen = ImageDraw.Draw(shape)
    pen.text((side / 2, side * 0.735), mark, font=_font(font, round(side * 0.095)), fill=255, anchor="mm")


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def picture_of(data: bytes) -> Png:
    """The picture inside a seal file, read back so that a PDF can show it."""
    alpha = Image.open(io.BytesIO(data)).convert("RGBA").getchannel("A")
    return tinted(alpha.tobytes(), alpha.width, RED)
