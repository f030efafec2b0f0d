"""A map as a server draws it: tiles and marks in a box of pixels, and the links that move it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from yiwang.places import api as places

WIDTH, HEIGHT = 768, 576
#: How much of a layer may stand over the edge before the map shows a coarser level.
_OVER = 1.1
_GRID: places.Grid = "mercator"
_SET = "WebMercatorQuad"
FIRST, LAST = 6, 17


@dataclass(frozen=True)
class Mark:
    """A spot on the map with its words."""

    position: places.Position
    words: str


@dataclass(frozen=True)
class MapView:
    """Tiles and marks at their pixels; links by where they lead (n, s, w, e, in, out); and what the map shows."""

    tiles: tuple[tuple[float, float, str], ...]
    marks: tuple[tuple[float, float, str], ...]
    links: dict[str, str]
    box: places.Box
    level: int
    width: int = WIDTH
    height: int = HEIGHT
    size: float = places.SIZE


def draw(
    asked: QueryDict,
    layers: Sequence[str],
    around: places.Box | None,
    marks: Sequence[Mark] = (),
    *,
    solid: bool = False,
) -> MapView | None:
    """The map that a query asks for (`at=lon,lat&level=`), else the whole of `around`; None when there is nothing.

    `solid` tiles overlap a little, so that no ground shines through between them.
    """
    if around is None:
        return None
    level = _level(asked.get("level", ""), around)
    centre = _centre(asked.get("at", ""), around)
    x, y = _pixel(centre, level)
    left, top = x - WIDTH / 2, y - HEIGHT / 2
    box = _shown(left, top, level)
    tiles = []
    for tile in places.covering(_GRID, level, box):
        for layer in layers:
            place = [layer, _SET, level, tile.row, tile.column]
            href = reverse("openapi:wmts-tile", args=place)
            tiles.append(
                (round(tile.column * places.SIZE - left, 1), round(tile.row * places.SIZE - top, 1), href)
            )
    spots = [(_pixel(one.position, level), one.words) for one in marks]
    return MapView(
        tuple(tiles),
        tuple((round(px - left, 1), round(py - top, 1), words) for (px, py), words in spots),
        _links(asked, level, x, y),
        box,
        level,
        size=places.SIZE + 0.6 if solid else places.SIZE,
    )


def around_marks(marks: Sequence[Mark]) -> places.Box | None:
    """A box around spots, with some ground beside it."""
    if not marks:
        return None
    xs, ys = [one.position.longitude for one in marks], [one.position.latitude for one in marks]
    edge = 0.01
    return places.Box(min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)


def _links(asked: QueryDict, level: int, x: float, y: float) -> dict[str, str]:
    moves = {
        "n": (x, y - HEIGHT / 3), "s": (x, y + HEIGHT / 3), "w": (x - WIDTH / 3, y), "e": (x + WIDTH / 3, y),
    }  # fmt: skip
    links = {name: _link(asked, level, _place(*spot, level)) for name, spot in moves.items()}
    for name, other in (("in", level + 1), ("out", level - 1)):
        if FIRST <= other <= LAST:
            links[name] = _link(asked, other, _place(x, y, level))
    return links


def _link(asked: QueryDict, level: int, centre: places.Position) -> str:
    kept = {name: value for name, value in asked.items() if name not in ("at", "level", "after")}
    at = f"{centre.longitude:.6f},{centre.latitude:.6f}"
    return "?" + urlencode({**kept, "at": at, "level": str(level)}) + "#map"


def _level(text: str, around: places.Box) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 4:
        return min(LAST, max(FIRST, int(text)))
    for level in range(LAST - 1, FIRST, -1):
        west, north = _pixel(places.Position(around.west, around.north), level)
        east, south = _pixel(places.Position(around.east, around.south), level)
        if east - west <= WIDTH * _OVER and south - north <= HEIGHT * _OVER:
            return level
    return FIRST


def _centre(text: str, around: places.Box) -> places.Position:
    first, _, last = text.partition(",")
    try:
        return places.Position(float(first), max(-84.0, min(84.0, float(last))))
    except (ValueError, places.BadCoordinate):
        return places.Position((around.west + around.east) / 2, (around.south + around.north) / 2)


def _pixel(position: places.Position, level: int) -> tuple[float, float]:
    """Pixels from the upper left corner of the world."""
    columns, _ = places.matrix(_GRID, level)
    top = places.Tile(_GRID, level, 0, 0)
    x = (position.longitude + 180) / 360 * columns * places.SIZE
    return x, places.row_share(top, position.latitude) * places.SIZE


def _place(x: float, y: float, level: int) -> places.Position:
    columns, rows = places.matrix(_GRID, level)
    longitude = x / places.SIZE / columns * 360 - 180
    top = places.Tile(_GRID, level, 0, 0)
    share = min(rows * 1.0, max(0.0, y / places.SIZE))
    return places.Position(max(-180.0, min(180.0, longitude)), places.latitude_at(top, share))


def _shown(left: float, top: float, level: int) -> places.Box:
    north_west, south_east = _place(left, top, level), _place(left + WIDTH, top + HEIGHT, level)
    return places.Box(north_west.longitude, south_east.latitude, south_east.longitude, north_west.latitude)
