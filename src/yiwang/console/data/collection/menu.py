"""Menu lines of the pages of `collection`."""

from yiwang.console.data.groups import RESOURCES
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        24,
        "console:collection-board",
        Text("数据归集", "Collection"),
        "inbox",
        frozenset(READERS),
        RESOURCES,
    ),
)
