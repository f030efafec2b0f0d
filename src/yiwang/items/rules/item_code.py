"""Item codes: 12 characters in the catalogue, 31 for one body's implementation, 33 for one way of handling it.

The structure (credit code 18, level of exercise 1, catalogue code 12, sequence 2) is read off codes in public use;
GB/T 39046 itself still prints shorter lengths.
"""

import re
from dataclasses import dataclass

from yiwang.codes import api as codes
from yiwang.errors import YiwangError
from yiwang.text import Text

_CATALOG = re.compile(r"^\d{2}(0\d|1\d|2\d)\d{2}\d{3}\d{3}$")
LEVELS = frozenset("1234567")
TASK_TYPES = frozenset({f"{number:02}" for number in range(11)} | {"20"})


class BadItemCode(YiwangError):
    """A text is no item code."""

    code = "items.bad-code"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            Text(zh, en),
            Text(
                "核对实施编码：18 位信用代码、1 位行使层级、12 位基本编码。",
                "Check it: 18 + 1 + 12 characters.",
            ),
        )


@dataclass(frozen=True)
class ItemCode:
    """An implementation code taken apart; `sequence` is "" in the 31-character form."""

    credit_code: str
    level: str
    catalog: str
    sequence: str

    def __str__(self) -> str:
        return self.credit_code + self.level + self.catalog + self.sequence


def check_item_code(text: str) -> ItemCode:
    """Take apart a 31- or 33-character code. Raises BadItemCode with what is wrong."""
    if len(text) not in (31, 33):
        raise BadItemCode(
            f"实施编码应为 31 位或 33 位，现为 {len(text)} 位。",
            f"An item code has 31 or 33 characters, not {len(text)}.",
        )
    code = ItemCode(text[:18], text[18], text[19:31], text[31:])
    try:
        codes.check_credit_code(code.credit_code)
    except YiwangError as wrong:
        raise BadItemCode(
            f"实施主体代码有误：{wrong.message.zh}", f"The body's code is wrong: {wrong.message.en}"
        ) from wrong
    if code.level not in LEVELS:
        raise BadItemCode(f"行使层级 {code.level} 不存在。", f"There is no level {code.level}.")
    check_catalog_code(code.catalog)
    if code.sequence and not code.sequence.isdigit():
        raise BadItemCode("业务办理项序号应为两位数字。", "The handling sequence is two digits.")
    return code


def check_catalog_code(text: str) -> str:
    """A 12-digit catalogue code: province 2, kind of item 2, department 2, main 3, sub 3."""
    if not _CATALOG.match(text) or text[2:4] not in TASK_TYPES:
        raise BadItemCode(
            "基本编码应为 12 位数字，第 3–4 位为事项类型。",
            "A catalogue code has 12 digits; digits 3 and 4 are the kind of item.",
        )
    return text


def compose(credit_code: str, level: str, catalog: str, sequence: str = "") -> str:
    """The code of a body's implementation of a catalogue item. Raises BadItemCode."""
    return str(check_item_code(credit_code + level + catalog + sequence))
