"""Menu lines of the pages of `docking`."""

from yiwang.console.data.groups import EXCHANGE
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("operator", "auditor")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        90,
        "console:docking-list",
        Text("系统对接", "Other systems"),
        "plug",
        frozenset(READERS),
        EXCHANGE,
    ),
    nav.Entry(
        "desk",
        91,
        "console:docking-messages",
        Text("对接报文", "Messages"),
        "send",
        frozenset(READERS),
        EXCHANGE,
    ),
)
