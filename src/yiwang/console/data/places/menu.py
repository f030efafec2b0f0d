"""Menu lines of the pages of `places`."""

from yiwang.console.data.groups import REGISTERS
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        27,
        "console:places-list",
        Text("空间地理库", "Geospatial base"),
        "map-pin",
        frozenset(READERS),
        REGISTERS,
    ),
)
