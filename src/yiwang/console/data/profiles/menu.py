"""Menu lines of the pages of `profiles`."""

from yiwang.console.data.groups import REGISTERS
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        30,
        "console:profiles-list",
        Text("画像与关系图谱", "Profiles and relations"),
        "users",
        frozenset(READERS),
        REGISTERS,
    ),
)
