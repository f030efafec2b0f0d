"""Menu lines of the pages of `lake`."""

from yiwang.console.data.groups import RESOURCES
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("operator", "data-steward", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        25,
        "console:lake-list",
        Text("数据湖", "Data lake"),
        "database",
        frozenset(READERS),
        RESOURCES,
    ),
)
