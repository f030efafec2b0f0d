"""Formats an answer may have beyond JSON Schema's own: Chinese identifiers, dates and money."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from yiwang.codes import api as codes
from yiwang.errors import YiwangError
from yiwang.text import Text

type_of_check = Callable[[str, date], Text | None]

_ISO_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_MONEY = re.compile(r"^(0|[1-9]\d{0,11})(\.\d{1,2})?$")
_NAME = re.compile(r"^[\u3400-\u9fff\U00020000-\U000323af·•A-Za-z .'-]+$")


def parse_date(text: str) -> date | None:
    """A date written YYYY-MM-DD, or None."""
    if not _ISO_DATE.match(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_money(text: str) -> Decimal | None:
    """Yuan with at most two decimals and no separators, or None."""
    try:
        return Decimal(text) if _MONEY.match(text) else None
    except InvalidOperation:
        return None


def _by_codes(check: Callable[[str, date], object]) -> type_of_check:
    def run(text: str, on: date) -> Text | None:
        try:
            check(text, on)
        except YiwangError as wrong:
            return wrong.message
        return None

    return run


def _date(text: str, on: date) -> Text | None:
    if parse_date(text):
        return None
    return Text("日期应写作 2026-01-31 的形式，且须真实存在。", "Write a real date such as 2026-01-31.")


def _money(text: str, on: date) -> Text | None:
    if parse_money(text) is not None:
        return None
    return Text(
        "金额应为不超过两位小数的数字，单位元。",
        "Write an amount in yuan with at most two decimals.",
    )


def _name(text: str, on: date) -> Text | None:
    if _NAME.match(text):
        return None
    return Text(
        "姓名只能含汉字、间隔号或字母。", "A name holds Chinese characters, the middle dot or letters only."
    )


#: Check by format name; each gives the reason why a text is wrong, or None.
FORMATS: dict[str, type_of_check] = {
    "resident-id": _by_codes(lambda text, on: codes.check_resident_id(text, on=on)),
    "credit-code": _by_codes(lambda text, on: codes.check_credit_code(text)),
    "mobile": _by_codes(lambda text, on: codes.check_mobile(text)),
    "person-name": _name,
    "date": _date,
    "money": _money,
}
#: Formats in which full-width characters and inner spaces are slips of the keyboard.
CODE_LIKE = frozenset({"resident-id", "credit-code", "mobile", "date", "money"})
#: The keyboard a phone should offer, by format or kind.
INPUT_MODES = {"mobile": "numeric", "money": "decimal", "integer": "numeric", "number": "decimal"}
