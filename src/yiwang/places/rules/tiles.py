"""Tiles: which box of the world a tile shows, by the two grids that clients here use.

`cgcs2000` is the geographic grid of 天地图 (`c`, CH/Z 9011; levels from memory): at level 1 two tiles wide and one
high, each 180 degrees. `mercator` is OGC's WebMercatorQuad. Columns run east, rows run south, tiles have 256 pixels.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yiwang.places.errors import NoSuchTile

Grid = Literal["cgcs2000", "mercator"]
SIZE = 256
LEVELS: dict[str, range] = {"cgcs2000": range(1, 19), "mercator": range(19)}
#: Half the width of the Mercator world in metres.
_HALF = 20_037_508.342_789_244


@dataclass(frozen=True)
class Box:
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


@dataclass(frozen=True)
class Tile:
    """One tile of a grid."""

    grid: Grid
    level: int
    column: int
    row: int


def matrix(grid: str, level: int) -> tuple[int, int]:
    """How many columns and rows a level has. Raises `NoSuchTile`."""
    if grid not in LEVELS or level not in LEVELS[grid]:
        raise NoSuchTile
    return (2**level, 2 ** (level - 1)) if grid == "cgcs2000" else (2**level, 2**level)


def box_of(tile: Tile) -> Box:
    """What a tile shows. Raises `NoSuchTile` outside the grid."""
    columns, rows = matrix(tile.grid, tile.level)
    if not (0 <= tile.column < columns and 0 <= tile.row < rows):
        raise NoSuchTile
    west, east = (-180 + 360 * place / columns for place in (tile.column, tile.column + 1))
    if tile.grid == "cgcs2000":
        north, south = (90 - 180 * place / rows for place in (tile.row, tile.row + 1))
    else:
        north, south = (_latitude(1 - 2 * place / rows) for place in (tile.row, tile.row + 1))
    return Box(west, south, east, north)


def tile_at(grid: Grid, level: int, longitude: float, latitude: float) -> Tile:
    """The tile that shows a point."""
    columns, rows = matrix(grid, level)
    column = int((longitude + 180) / 360 * columns)
    share = (90 - latitude) / 180 if grid == "cgcs2000" else (1 - _northing(latitude)) / 2
    return Tile(grid, level, min(columns - 1, max(0, column)), min(rows - 1, max(0, int(share * rows))))


def covering(grid: Grid, level: int, box: Box) -> Iterator[Tile]:
    """The tiles that show any part of a box."""
    first = tile_at(grid, level, box.west, box.north)
    last = tile_at(grid, level, box.east, box.south)
    for row in range(first.row, last.row + 1):
        for column in range(first.column, last.column + 1):
            yield Tile(grid, level, column, row)


def row_share(tile: Tile, latitude: float) -> float:
    """How far down the tile a latitude lies, 0 at the top and 1 at the bottom."""
    _, rows = matrix(tile.grid, tile.level)
    share = (90 - latitude) / 180 if tile.grid == "cgcs2000" else (1 - _northing(latitude)) / 2
    return share * rows - tile.row


def latitude_at(tile: Tile, share: float) -> float:
    """The latitude at a share of the way down a tile."""
    _, rows = matrix(tile.grid, tile.level)
    place = (tile.row + share) / rows
    return 90 - 180 * place if tile.grid == "cgcs2000" else _latitude(1 - 2 * place)


def scale_denominator(grid: str, level: int) -> float:
    """OGC's scale denominator of a level: metres on the equator a pixel of 0.28 mm stands for."""
    columns, _ = matrix(grid, level)
    metres = 2 * _HALF / (columns * SIZE)
    return metres / 0.00028


def _latitude(northing: float) -> float:
    """From a northing in half world widths."""
    return math.degrees(2 * math.atan(math.exp(northing * math.pi)) - math.pi / 2)


def _northing(latitude: float) -> float:
    bound = max(-85.05112878, min(85.05112878, latitude))
    return math.asinh(math.tan(math.radians(bound))) / math.pi
