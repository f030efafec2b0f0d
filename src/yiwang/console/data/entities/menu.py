"""Menu lines of the pages of `entities`."""

from yiwang.console.data.groups import REGISTERS
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")
OFFICERS = ("data-officer", "data-steward")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        26,
        "console:entities-board",
        Text("基础信息库", "Base registers"),
        "users",
        frozenset(READERS),
        REGISTERS,
    ),
    nav.Entry(
        "desk",
        26,
        "console:entities-verify-any",
        Text("身份核验", "Verify an identity"),
        "fingerprint",
        frozenset(("window-clerk",)),
        REGISTERS,
    ),
)
