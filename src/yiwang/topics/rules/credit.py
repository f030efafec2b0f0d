"""How a permit, penalty or listing stands on a day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from yiwang.text import Text

STATES: Mapping[str, Text] = {
    "future": Text("尚未生效", "not yet"),
    "valid": Text("有效", "valid"),
    "expired": Text("已到期", "expired"),
    "repaired": Text("已修复", "repaired"),
    "withdrawn": Text("已撤销", "withdrawn"),
}
_REPAIRED, _WITHDRAWN = ("已修复", "修复"), ("已撤销", "撤销", "注销")


def state_on(row: Mapping[str, Any], day: date) -> str:
    """The state of a row on a day: a key of `STATES`.

    It begins on `decided_on` or `since` and ends after `valid_until` or `until`. What the source says now (repaired,
    withdrawn) holds from the day it was `changed_on`; before that day it stood as if nothing had happened.
    """
    begins, ends = (
        _day(row.get("decided_on") or row.get("since")),
        _day(row.get("valid_until") or row.get("until")),
    )
    changed, status = _day(row.get("changed_on")), str(row.get("status") or "")
    if begins and day < begins:
        return "future"
    if changed is None or day >= changed:
        if status in _REPAIRED:
            return "repaired"
        if status in _WITHDRAWN:
            return "withdrawn"
    return "expired" if ends and day > ends else "valid"


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
