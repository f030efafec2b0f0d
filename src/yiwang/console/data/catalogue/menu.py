"""Menu lines of the pages of `catalogue`."""

from yiwang.console.data.groups import RESOURCES
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        23,
        "console:catalogue-list",
        Text("资源目录", "Catalogue"),
        "list-search",
        frozenset(READERS),
        RESOURCES,
    ),
)
