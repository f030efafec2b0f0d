"""An image of the made-up ground as a satellite might see it, with the world file that places it."""

import io
from collections.abc import Mapping, Sequence
from random import Random

from PIL import Image, ImageDraw
from shapely.geometry import shape

from yiwang.places.synthetic.divisions import Ground
from yiwang.places.types import NewFeature

WIDTH = 900
_FIELDS = ("#7f9a52", "#8fa65e", "#a3ad6a", "#6f8d4c", "#96a070", "#b0a672")


def picture(ground: Ground, held: Mapping[str, Sequence[NewFeature]], *, seed: int) -> tuple[bytes, bytes]:
    """A PNG and its world file (degrees, CGCS2000)."""
    random = Random(f"picture:{seed}")  # noqa: S311  (a picture of nothing)
    west, south, east, north = ground.outline.bounds
    pixel = (east - west) / WIDTH
    height = round((north - south) / pixel)
    canvas = Image.new("RGB", (WIDTH, height), "#4d6f86")
    draw = ImageDraw.Draw(canvas)

    def at(corners: object) -> list[tuple[float, float]]:
        return [((x - west) / pixel, (north - y) / pixel) for x, y in corners]  # type: ignore[attr-defined]

    for cell in ground.towns.values():
        draw.polygon(at(cell.exterior.coords), fill=random.choice(_FIELDS))
    for one in held["land-parcel"]:
        draw.polygon(at(one.geometry["coordinates"][0]), fill=random.choice(_FIELDS))
    for name, colour, width in (("road", "#d8d2c4", 2), ("river", "#3f6f94", 5)):
        for one in held[name]:
            line = shape(dict(one.geometry))
            for part in getattr(line, "geoms", [line]):
                draw.line(at(part.coords), fill=colour, width=width)
    for code, centre in ground.centres.items():
        reach = 9 if len(code) == 6 else 3
        ((x, y),) = at([(centre.x, centre.y)])
        draw.rectangle((x - reach, y - reach, x + reach, y + reach), fill="#b9aea6")
    data = io.BytesIO()
    canvas.save(data, "PNG")
    world = (pixel, 0.0, 0.0, -pixel, west + pixel / 2, north - pixel / 2)
    return data.getvalue(), "\n".join(f"{one:.12f}" for one in world).encode()
