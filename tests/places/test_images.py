"""Images become tiles of both grids at the right place; what cannot be placed is told clearly and leaves nothing."""

import io
import random
from typing import Any

import pytest
from PIL import Image

from yiwang.access.api import PUBLIC, SYSTEM, Refused
from yiwang.places import api as places
from yiwang.places.models import ImageRow, TileRow
from yiwang.text import Text

BY = SYSTEM("test")
#: 0.001 degrees a pixel, upper left corner at 118 E, 37.2 N.
WORLD = b"0.001\n0\n0\n-0.001\n118.0005\n37.1995\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200)) -> bytes:
    """Red in the west half, blue in the east half."""
    image = Image.new("RGB", size, "#ff0000")
    image.paste("#0000ff", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 95} if kind == "JPEG" else {}))
    return out.getvalue()


@pytest.fixture
def sheet(db: None, settings: Any, tmp_path: Any) -> str:
    settings.VAR = tmp_path
    places.define_layer(
        places.Layer("sheet", Text("影像", "Image"), "imagery", "image", "3716-natural-resources"), by=BY
    )
    return "sheet"


def lay(raw: bytes, world: bytes = WORLD, **more: Any) -> int:
    return places.import_image("sheet", raw, world, source="测绘院", by=BY, **more)


def colour_at(grid: places.Grid, level: int, longitude: float, latitude: float) -> tuple[int, ...]:
    tile = places.tile_at(grid, level, longitude, latitude)
    png = places.tile_png("sheet", tile, actor=PUBLIC)
    assert png is not None
    box = places.box_of(tile)
    x = int((longitude - box.west) / (box.east - box.west) * 256)
    pixel = (
        Image.open(io.BytesIO(png)).convert("RGBA").getpixel((x, int(places.row_share(tile, latitude) * 256)))
    )
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_pixel_is_found_where_it_lies_in_both_grids(sheet: str, kind: str) -> None:
    seen: list[int] = []
    count = lay(picture(kind), progress=seen.append)
    image = places.image_of("sheet", actor=PUBLIC)
    assert image is not None
    assert image.tiles == count == TileRow.objects.count()
    assert seen == list(range(1, len(seen) + 1))
    west, south, east, north = image.box.west, image.box.south, image.box.east, image.box.north
    assert (west, south, east, north) == pytest.approx((118, 37, 118.3, 37.2))
    for grid in ("cgcs2000", "mercator"):
        for level in (image.levels[grid][1], image.levels[grid][1] - 2):
            # Sixteen pixels from the edges of the halves: which side is which, and how high it reaches.
            for latitude in (37.01, 37.19):
                assert colour_at(grid, level, 118.13, latitude)[::2] == pytest.approx((255, 0), abs=6)  # type: ignore[arg-type]
                assert colour_at(grid, level, 118.17, latitude)[::2] == pytest.approx((0, 255), abs=6)  # type: ignore[arg-type]
            assert colour_at(grid, level, 118.15, 37.22)[3] == 0  # type: ignore[arg-type]
    far = places.tile_at("mercator", image.levels["mercator"][1], 10, 10)
    assert places.tile_png("sheet", far, actor=PUBLIC) is None


def test_an_image_counts_once_and_a_newer_one_is_shown(sheet: str) -> None:
    first = lay(picture())
    assert lay(picture()) == first
    assert ImageRow.objects.count() == 1
    green = io.BytesIO()
    Image.new("RGB", (300, 200), "#00ff00").save(green, "PNG")
    lay(green.getvalue())
    image = places.image_of("sheet", actor=PUBLIC)
    assert image is not None
    assert colour_at("mercator", image.levels["mercator"][1], 118.13, 37.1)[1] == pytest.approx(255, abs=3)


@pytest.mark.parametrize(
    ("raw", "world", "words"),
    [
        (b"", WORLD, "不是影像"),
        (b"GIF89a not a picture", WORLD, "不是影像"),
        (picture()[:-200], WORLD, "无法解码"),
        (picture("TIFF")[:500], WORLD, "无法解码"),
        (picture(), b"0.001\n0\n", "六行"),
        (picture(), b"a\nb\nc\nd\ne\nf", "六行"),
        (picture(), b"0\n0\n0\n0\n118\n37", "六行"),
        (picture(), b"nan\n0\n0\n-1\n118\n37", "六行"),
        (picture(), b"1\n0\n0\n-1\n118\n37", "范围之外"),
        (picture(), b"0.0000001\n0\n0\n-0.0000001\n500000\n37", "范围之外"),
    ],
)
def test_what_cannot_be_placed_is_told(sheet: str, raw: bytes, world: bytes, words: str) -> None:
    with pytest.raises(places.BadImage) as error:
        lay(raw, world)
    assert words in error.value.message.zh
    assert places.image_of("sheet", actor=PUBLIC) is None


def test_a_huge_image_is_refused_before_it_is_decoded(sheet: str) -> None:
    bomb = io.BytesIO()
    Image.new("1", (20_000, 12_000)).save(bomb, "PNG")
    with pytest.raises(places.BadImage) as error:
        lay(bomb.getvalue())
    assert "过大" in error.value.message.zh
    noise = bytes(random.Random(1).randbytes(4000))
    with pytest.raises(places.BadImage):
        lay(b"\x89PNG\r\n\x1a\n" + noise)


def test_only_layers_of_images_take_them_and_only_those_who_may_bring_them(sheet: str) -> None:
    with pytest.raises(places.UnknownLayer):
        places.import_image("nothing", picture(), WORLD, source="x", by=BY)
    with pytest.raises(Refused):
        places.import_image("sheet", picture(), WORLD, source="x", by=PUBLIC)
    places.define_layer(places.Layer("dots", Text("点", "Dots"), "water", "point", "3716-water"), by=BY)
    with pytest.raises(places.BadImage):
        places.import_image("dots", picture(), WORLD, source="x", by=BY)


def test_features_are_drawn_where_they_lie(sheet: str) -> None:
    places.define_layer(
        places.Layer("dots", Text("点", "Dots"), "water", "point", "3716-water", colour="#102030"), by=BY
    )
    spot = {"type": "Point", "coordinates": [118.1, 37.1]}
    places.put_features("dots", [places.NewFeature("a", "甲", spot)], load_id="1", source="x", by=BY)
    for grid in ("cgcs2000", "mercator"):
        tile = places.tile_at(grid, 12, 118.1, 37.1)  # type: ignore[arg-type]
        png = places.tile_png("dots", tile, actor=PUBLIC)
        assert png is not None
        box = places.box_of(tile)
        x = int((118.1 - box.west) / (box.east - box.west) * 256)
        y = int(places.row_share(tile, 37.1) * 256)
        pixel = Image.open(io.BytesIO(png)).getpixel((x, y))
        assert isinstance(pixel, tuple)
        assert pixel[:3] == pytest.approx((16, 32, 48), abs=8)
        other = places.Tile(tile.grid, 12, tile.column + 5, tile.row)
        assert places.tile_png("dots", other, actor=PUBLIC) is None
