"""The mark as a picture, for home screens and browser tabs: the same strokes as `theme/frame/mark.html`."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

#: Strokes of the sign 网 on a field of 40 by 40.
_STROKES = (
    ((9, 9.5), (31, 9.5)),
    ((11, 31.5), (11, 16), (29, 16), (29, 31.5)),
    ((15, 20.5), (19, 27)),
    ((19, 20.5), (15, 27)),
    ((21, 20.5), (25, 27)),
    ((25, 20.5), (21, 27)),
)
_WIDTH = 2.6


@lru_cache(maxsize=16)
def png(size: int, accent: str) -> bytes:
    """The mark in `size` by `size` pixels, white on `accent`, full bleed with the strokes in the safe middle.

    Full bleed serves both "any" and "maskable" icons: launchers cut the corners they like.
    """
    fine = size * 4
    image = Image.new("RGB", (fine, fine), accent)
    draw = ImageDraw.Draw(image)
    # The strokes keep to the middle 80 %, which no launcher's mask may cut.
    scale, edge = fine * 0.8 / 40, fine * 0.1

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return edge + point[0] * scale, edge + point[1] * scale

    radius = _WIDTH * scale / 2
    for stroke in _STROKES:
        points = [place(point) for point in stroke]
        draw.line(points, fill="white", width=round(_WIDTH * scale))
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill="white")
    out = BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
