"""Simple pictures of features: a tile with areas, lines or points in the colour of their layer."""

import io
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from PIL import Image, ImageColor, ImageDraw
from shapely.geometry.base import BaseGeometry

from yiwang.places.rules.tiles import SIZE, Tile, box_of, row_share

#: Drawn larger and made smaller, so that edges are smooth.
_FINE = 2
_AREA, _EDGE = 60, 220
_LINE, _POINT = 2, 4


def draw(shapes: Iterable[BaseGeometry], tile: Tile, colour: str) -> bytes:
    """A transparent PNG of a tile."""
    canvas = Image.new("RGBA", (SIZE * _FINE, SIZE * _FINE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(canvas)
    ink = ImageColor.getrgb(colour)[:3]
    box = box_of(tile)
    wide = box.east - box.west

    def to_pixels(corners: Any) -> Any:
        x = (corners[:, 0] - box.west) / wide
        y = np.array([row_share(tile, latitude) for latitude in corners[:, 1]])
        return np.stack((x, y), axis=1) * SIZE * _FINE

    for shape in shapes:
        for part in shapely.get_parts(shapely.transform(shape, to_pixels)):
            _one(pen, part, ink)
    out = io.BytesIO()
    canvas.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _one(pen: ImageDraw.ImageDraw, part: Any, ink: tuple[int, ...]) -> None:
    if part.geom_type == "Polygon":
        pen.polygon(list(part.exterior.coords), fill=(*ink, _AREA))
        for ring in (part.exterior, *part.interiors):
            pen.line(list(ring.coords), fill=(*ink, _EDGE), width=_FINE)
    elif part.geom_type == "LineString":
        pen.line(list(part.coords), fill=(*ink, _EDGE), width=_LINE * _FINE, joint="curve")
    else:
        reach = _POINT * _FINE
        round_it = (part.x - reach, part.y - reach, part.x + reach, part.y + reach)
        pen.ellipse(round_it, fill=(*ink, _EDGE), outline=(255, 255, 255, 255), width=_FINE)
