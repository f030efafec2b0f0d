"""Made-up boundaries: cells around made-up centres, so that towns fill their county and counties fill the city."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import shapely
from shapely.geometry import MultiPoint, Point, Polygon

#: Centre of the made-up city in degrees, and its half axes.
CENTRE, HALF_AXES = (117.95, 37.45), (0.62, 0.68)
_TRIES = 12


@dataclass(frozen=True)
class Ground:
    """The made-up ground: polygons and centres by division code."""

    outline: Polygon
    counties: Mapping[str, Polygon]
    towns: Mapping[str, Polygon]
    centres: Mapping[str, Point]


def ground(counties: Sequence[str], towns: Sequence[str], *, seed: int) -> Ground:
    """Boundaries for counties and towns by their codes; a town belongs to the county its code begins with."""
    random = Random(f"ground:{seed}")  # noqa: S311  (boundaries that do not exist need no secrecy)
    outline = _outline(random)
    shapes = _cells(outline, counties, random)
    below: dict[str, Polygon] = {}
    for county in counties:
        below |= _cells(shapes[county], [town for town in towns if town.startswith(county)], random)
    centres = {code: shape.representative_point() for code, shape in {**shapes, **below}.items()}
    return Ground(outline, shapes, below, centres)


def spread(shape: Polygon, count: int, random: Random) -> list[Point]:
    """Points inside a polygon."""
    west, south, east, north = shape.bounds
    found: list[Point] = []
    numbers = np.random.default_rng(random.getrandbits(32))
    while len(found) < count:
        x, y = numbers.uniform(west, east, 4 * count), numbers.uniform(south, north, 4 * count)
        inside = shapely.contains_xy(shape, x, y)
        found += [Point(*pair) for pair in zip(x[inside].round(7), y[inside].round(7), strict=True)]
    return found[:count]


def _outline(random: Random) -> Polygon:
    """A rough oval."""
    corners = []
    for step in range(40):
        angle, reach = math.tau * step / 40, random.uniform(0.88, 1.06)
        corners.append(
            (
                CENTRE[0] + HALF_AXES[0] * reach * math.cos(angle),
                CENTRE[1] + HALF_AXES[1] * reach * math.sin(angle),
            )
        )
    return Polygon(corners)


def _cells(shape: Polygon, codes: Sequence[str], random: Random) -> dict[str, Polygon]:
    """Voronoi cells of a polygon, one a code."""
    if len(codes) < 2:
        return dict.fromkeys(codes, shape)
    seeds = _apart(shape, len(codes), random)
    cells = shapely.voronoi_polygons(MultiPoint(seeds), extend_to=shape, ordered=True).geoms
    found = {}
    for code, cell in zip(codes, cells, strict=True):
        part = cell.intersection(shape)
        # A cell may be cut in two where the outline is hollow; the largest part is the town.
        found[code] = max(getattr(part, "geoms", [part]), key=lambda one: one.area)
    return found


def _apart(shape: Polygon, count: int, random: Random) -> list[Point]:
    """Points that keep their distance: each the farthest from the others among some tries."""
    chosen = spread(shape, 1, random)
    while len(chosen) < count:
        tries = spread(shape, _TRIES, random)
        chosen.append(max(tries, key=lambda one: min(one.distance(other) for other in chosen)))
    return chosen
