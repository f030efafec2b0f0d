"""Menu lines of the platform's own pages."""

from yiwang.console.data.groups import RESOURCES
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        22,
        "console:platform",
        Text("大数据平台", "Big-data platform"),
        "layout-dashboard",
        frozenset(READERS),
        RESOURCES,
    ),
)
