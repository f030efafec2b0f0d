"""Menu lines of the pages of `topics`."""

from yiwang.console.data.groups import REGISTERS
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        29,
        "console:topics-list",
        Text("主题库", "Topic stores"),
        "database",
        frozenset(READERS),
        REGISTERS,
    ),
)
