"""Menu lines of the pages of `macro`."""

from yiwang.console.data.groups import REGISTERS
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        28,
        "console:macro-list",
        Text("宏观经济库", "Macro-economy"),
        "chart-bar",
        frozenset(READERS),
        REGISTERS,
    ),
)
