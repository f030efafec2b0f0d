"""Menu lines of the pages of `tickets`."""

from yiwang.console.data.groups import GOVERNANCE
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        32,
        "console:tickets-list",
        Text("校核工单", "Data tickets"),
        "message-report",
        frozenset(READERS),
        GOVERNANCE,
    ),
)
