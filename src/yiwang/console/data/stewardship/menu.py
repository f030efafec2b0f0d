"""Menu lines of the pages of `stewardship`."""

from yiwang.console.data.groups import GOVERNANCE
from yiwang.text import Text
from yiwang.theme import nav

READERS = ("data-steward", "data-chief", "auditor", "leader")
ASKERS = ("data-officer", "data-steward", "data-chief", "auditor")

ENTRIES: tuple[nav.Entry, ...] = (
    nav.Entry(
        "desk",
        33,
        "console:stewardship-labels",
        Text("分类分级", "Labels of data"),
        "shield-check",
        frozenset({"data-steward", "data-chief", "auditor"}),
        GOVERNANCE,
    ),
    nav.Entry(
        "desk",
        34,
        "console:stewardship-exports",
        Text("数据导出", "Files taken out"),
        "download",
        frozenset(ASKERS),
        GOVERNANCE,
    ),
    nav.Entry(
        "desk",
        35,
        "console:stewardship-terms",
        Text("留存与销毁", "Keeping and destroying"),
        "clock",
        frozenset({"data-steward", "data-chief", "auditor"}),
        GOVERNANCE,
    ),
    nav.Entry(
        "desk",
        36,
        "console:stewardship-chiefs",
        Text("数长", "Data chiefs"),
        "id-badge-2",
        frozenset(READERS),
        GOVERNANCE,
    ),
)
