"""Lay an image on the map: its tiles for both grids are cut and kept before anybody sees it."""

import io
from collections.abc import Callable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from PIL import Image

from yiwang.access.api import Actor, may, require
from yiwang.bus import api as bus
from yiwang.crypto.api import sm3
from yiwang.files import api as files
from yiwang.ledger import api as ledger
from yiwang.places.errors import BadImage, UnknownLayer
from yiwang.places.facts import LayerChanged
from yiwang.places.models import ImageRow, LayerRow, TileRow
from yiwang.places.queries import read_layer
from yiwang.places.rules.raster import World, cut, levels_of, open_image, tiles_of, world_from
from yiwang.places.rules.tiles import Box, Grid, Tile
from yiwang.text import Text

Progress = Callable[[int], object]
_GRIDS: tuple[Grid, ...] = ("cgcs2000", "mercator")
#: How many tiles are written before the disk is waited for.
_BATCH = 200


def import_image(
    layer: str,
    raw: bytes,
    world_file: bytes,
    *,
    source: str,
    by: Actor,
    taken_on: date | None = None,
    progress: Progress | None = None,
) -> int:
    """Take over a PNG, JPEG or TIFF with a world file in CGCS2000 degrees; the newest image of a layer is shown.

    Returns how many tiles it has; the same image again cuts nothing. Tiles are files by digest and never change.

    Raises:
        BadImage: broken, huge, not of these formats, or off the map; nothing is shown of it.
        UnknownLayer, Refused, files.StorageFull.
    """
    row = LayerRow.objects.filter(pk=layer, retired=False).first()
    if row is None or not may(by, "places.see", read_layer(row)):
        raise UnknownLayer(layer)
    require(by, "places.write", read_layer(row))
    if row.entry["form"] != "image":
        raise BadImage(Text("这个图层不是影像图层。", "This layer holds no images."))
    digest = sm3(raw + b"\n" + world_file).hex()
    known = ImageRow.objects.filter(layer=row, digest=digest).first()
    if known:
        return TileRow.objects.filter(image=known).count()
    world, image = world_from(world_file), open_image(raw)
    box = world.box(image.width, image.height)
    if not (-180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90):
        raise BadImage(Text("影像落在经纬度范围之外。", "The image lies outside the range of degrees."))
    kept = [*_cut_all(image, world, box, progress)]
    with transaction.atomic():
        placed = ImageRow.objects.create(
            layer=row,
            digest=digest,
            width=image.width,
            height=image.height,
            bbox=box,
            taken_on=taken_on,
            source=source,
            at=timezone.now(),
        )
        TileRow.objects.bulk_create(
            (
                TileRow(
                    image=placed,
                    grid=tile.grid,
                    level=tile.level,
                    column=tile.column,
                    row=tile.row,
                    digest=name,
                )
                for tile, name in kept
            ),
            batch_size=5000,
        )
        LayerRow.objects.filter(pk=layer).update(version=F("version") + 1)
        ledger.record(
            "places.image-imported",
            by=by.ref,
            subject=f"layer:{layer}",
            detail={"image": digest, "tiles": len(kept), "source": source},
        )
        bus.publish(LayerChanged(layer, row.version + 1, 1, 0))
    return len(kept)


def _cut_all(
    image: Image.Image, world: World, box: Box, progress: Progress | None
) -> Iterator[tuple[Tile, str]]:
    waiting: list[tuple[Tile, bytes]] = []
    done = 0
    for grid in _GRIDS:
        levels = levels_of(grid, world, box)
        for level in reversed(levels):
            factor = 2 ** max(0, levels[-1] - level)
            smaller = image.reduce(factor) if factor > 1 else image
            for tile in tiles_of(grid, level, box):
                shown = cut(smaller, world, factor, tile)
                if shown is not None:
                    waiting.append((tile, _png(shown)))
                if len(waiting) >= _BATCH:
                    yield from _keep(waiting)
                done += 1
                if progress:
                    progress(done)
    yield from _keep(waiting)


def _keep(waiting: list[tuple[Tile, bytes]]) -> Iterator[tuple[Tile, str]]:
    stored = files.put_many([files.NewFile(data, "tile.png") for _, data in waiting], allowed={files.PNG})
    for (tile, _), one in zip(waiting, stored, strict=True):
        yield tile, one.digest
    waiting.clear()


def _png(shown: Image.Image) -> bytes:
    out = io.BytesIO()
    shown.save(out, "PNG", compress_level=4)
    return out.getvalue()
