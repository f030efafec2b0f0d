"""Tiles of layers: cut ones of images, drawn ones of features."""

from django.db.models import Count, Max, Min

from yiwang.access.api import Actor
from yiwang.files import api as files
from yiwang.places.models import ImageRow, TileRow
from yiwang.places.queries import layer as layer_of
from yiwang.places.queries import standing
from yiwang.places.rules.drawing import draw
from yiwang.places.rules.geometry import from_bytes
from yiwang.places.rules.tiles import Box, Tile, box_of
from yiwang.places.types import Image

#: More features than this on one tile are not told apart anyway.
_DRAWN = 4000


def tile_png(slug: str, tile: Tile, *, actor: Actor) -> bytes | None:
    """The picture of a tile of a layer as a PNG; None where it shows nothing.

    Raises `NoSuchTile` outside the grid, `UnknownLayer` also for a layer that is not open to the actor.
    """
    layer = layer_of(slug, actor)
    box = box_of(tile)
    if layer.form == "image":
        return _cut_tile(slug, tile)
    edge = (box.east - box.west) / 32
    around = Box(box.west - edge, box.south - edge, box.east + edge, box.north + edge)
    rows = standing().filter(layer_id=slug, bbox__meets=around).order_by("id").values_list("shape", flat=True)
    shapes = [from_bytes(one) for one in rows[:_DRAWN]]
    return draw(shapes, tile, layer.colour) if shapes else None


def image_of(slug: str, *, actor: Actor) -> Image | None:
    """The image that a layer shows, with its finest and coarsest levels by grid. Raises `UnknownLayer`."""
    layer_of(slug, actor)
    row = _newest(slug)
    if row is None:
        return None
    grids = (
        TileRow.objects.filter(image=row)
        .order_by()
        .values("grid")
        .annotate(first=Min("level"), last=Max("level"), held=Count("id"))
    )
    levels = {one["grid"]: (one["first"], one["last"]) for one in grids}
    held = sum(one["held"] for one in grids)
    return Image(slug, row.digest, row.width, row.height, row.bbox, row.taken_on, row.source, held, levels)


def _newest(slug: str) -> ImageRow | None:
    return ImageRow.objects.filter(layer_id=slug).order_by("-id").first()


def _cut_tile(slug: str, tile: Tile) -> bytes | None:
    found = TileRow.objects.filter(
        image__layer_id=slug, grid=tile.grid, level=tile.level, column=tile.column, row=tile.row
    )
    row = found.filter(image=_newest(slug)).first()
    return files.read(row.digest) if row else None
