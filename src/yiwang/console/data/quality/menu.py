"""Menu lines of the pages of `quality`."""

from yiwang.console.data.groups import GOVERNANCE
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        31,
        "console:quality-board",
        Text("数据质量", "Data quality"),
        "chart-bar",
        frozenset(READERS),
        GOVERNANCE,
    ),
)
