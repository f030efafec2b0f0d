"""Between the coordinate systems in use in China.

CGCS2000 and WGS-84 differ by centimetres and are taken as one here (`wgs84`). GCJ-02 is the offset system of public
maps, BD-09 Baidu's on top of it. Both are known from public implementations and from no standard's text; the forward
formulas are the customary ones, the way back is found by iteration to a millimetre.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from yiwang.places.errors import BadCoordinate

System = Literal["cgcs2000", "wgs84", "gcj02", "bd09"]
SYSTEMS: tuple[System, ...] = ("cgcs2000", "wgs84", "gcj02", "bd09")

#: The ellipsoid that the offset was computed on (Krasovsky 1940): half axis in metres, squared eccentricity.
_AXIS, _ECCENTRICITY = 6_378_245.0, 0.006_693_421_622_965_943
_BAIDU = math.pi * 3000.0 / 180.0
_TOLERANCE = 1e-9
#: Mean radius in metres, for distances that need no ellipsoid.
EARTH = 6_371_008.8


@dataclass(frozen=True)
class Position:
    """Longitude and latitude in degrees."""

    longitude: float
    latitude: float

    def __post_init__(self) -> None:
        if not (-180 <= self.longitude <= 180 and -90 <= self.latitude <= 90):
            raise BadCoordinate(self.longitude, self.latitude)


def convert(position: Position, source: System, target: System) -> Position:
    """The same place in another system. Outside China GCJ-02 has no offset. Raises `BadCoordinate`."""
    if source not in SYSTEMS or target not in SYSTEMS:
        raise BadCoordinate(source, target)
    plain = _BACK[source](position)
    return _FORTH[target](plain)


def distance(a: Position, b: Position) -> float:
    """Metres along the great circle."""
    first, second = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def in_china(position: Position) -> bool:
    """Whether a place lies in the box in which the offset applies."""
    return 72.004 <= position.longitude <= 137.8347 and 0.8293 <= position.latitude <= 55.8271


def _offset(position: Position) -> Position:
    if not in_china(position):
        return position
    x, y = position.longitude - 105.0, position.latitude - 35.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += _waves(x, 6.0, 2.0) + _wave(y, 20.0, 1.0) + _wave(y, 40.0, 1 / 3)
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += _waves(x, 6.0, 2.0) + _wave(x, 20.0, 1.0) + _wave(x, 40.0, 1 / 3)
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    angle = math.radians(position.latitude)
    root = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    latitude = north * 180.0 / (_AXIS * (1 - _ECCENTRICITY) / (root * math.sqrt(root)) * math.pi)
    longitude = east * 180.0 / (_AXIS / math.sqrt(root) * math.cos(angle) * math.pi)
    return Position(position.longitude + longitude, position.latitude + latitude)


def _waves(x: float, first: float, second: float) -> float:
    return (20.0 * math.sin(first * x * math.pi) + 20.0 * math.sin(second * x * math.pi)) * 2.0 / 3.0


def _wave(x: float, height: float, frequency: float) -> float:
    return height * math.sin(x * math.pi * frequency) * 2.0 / 3.0


def _to_baidu(position: Position) -> Position:
    offset = _offset(position)
    x, y = offset.longitude, offset.latitude
    radius = math.hypot(x, y) + 0.00002 * math.sin(y * _BAIDU)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * _BAIDU)
    return Position(radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006)


def _undo(forth: Callable[[Position], Position]) -> Callable[[Position], Position]:
    """The inverse of a small shift, by going back what the guess went too far."""

    def back(position: Position) -> Position:
        guess = position
        for _ in range(30):
            landed = forth(guess)
            east, north = position.longitude - landed.longitude, position.latitude - landed.latitude
            guess = Position(guess.longitude + east, guess.latitude + north)
            if abs(east) < _TOLERANCE and abs(north) < _TOLERANCE:
                break
        return guess

    return back


def _same(position: Position) -> Position:
    return position


_FORTH: dict[str, Callable[[Position], Position]] = {
    "cgcs2000": _same,
    "wgs84": _same,
    "gcj02": _offset,
    "bd09": _to_baidu,
}
_BACK: dict[str, Callable[[Position], Position]] = {
    "cgcs2000": _same,
    "wgs84": _same,
    "gcj02": _undo(_offset),
    "bd09": _undo(_to_baidu),
}
