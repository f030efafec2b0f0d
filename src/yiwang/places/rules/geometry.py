"""Geometries as they are delivered: GeoJSON in degrees, judged before anything is kept."""

from collections.abc import Mapping
from typing import Any, cast

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from yiwang.places.rules.tiles import Box

#: Geometry types by what a layer holds.
TYPES: dict[str, tuple[str, ...]] = {
    "point": ("Point", "MultiPoint"),
    "line": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
}
#: A coastline of the country has fewer corners.
MOST_CORNERS = 200_000


class Unfit(ValueError):
    """A geometry that cannot be kept, with the reason in few words."""


def read(geometry: object, form: str) -> BaseGeometry:
    """A geometry of a layer's form, in two dimensions. Raises `Unfit`."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in TYPES.get(form, ()):
        raise Unfit(f"no {form}")
    try:
        found = shapely.force_2d(shape(cast("Any", geometry)))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
        raise Unfit("coordinates?") from None
    if found.is_empty:
        raise Unfit("empty")
    if shapely.get_num_coordinates(found) > MOST_CORNERS:
        raise Unfit(f"> {MOST_CORNERS} corners")
    west, south, east, north = found.bounds
    # Written so that NaN fails too.
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Unfit("outside -180..180, -90..90")
    if form == "area" and not found.is_valid:
        raise Unfit(shapely.is_valid_reason(found))
    return found


def box_of(geometry: BaseGeometry) -> Box:
    """The box around a geometry."""
    return Box(*(float(one) for one in geometry.bounds))


def as_bytes(geometry: BaseGeometry) -> bytes:
    """Well-known binary."""
    return shapely.to_wkb(geometry)


def from_bytes(kept: bytes | memoryview) -> BaseGeometry:
    """A geometry from well-known binary."""
    return shapely.from_wkb(bytes(kept))


def as_geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """GeoJSON, for the doors."""
    return mapping(geometry)
