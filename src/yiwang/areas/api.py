"""The door of `areas`."""

from yiwang.areas.errors import NotACity, SourceMissing, UnknownArea
from yiwang.areas.facts import CityLoaded
from yiwang.areas.queries import area, areas, children, find, is_loaded, is_within, path, within
from yiwang.areas.services.load_city import load_city
from yiwang.areas.types import LEVELS, Area, Loaded

__all__ = [
    "LEVELS",
    "Area",
    "CityLoaded",
    "Loaded",
    "NotACity",
    "SourceMissing",
    "UnknownArea",
    "area",
    "areas",
    "children",
    "find",
    "is_loaded",
    "is_within",
    "load_city",
    "path",
    "within",
]
