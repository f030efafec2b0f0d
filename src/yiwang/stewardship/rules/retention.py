"""When a partition has been kept long enough."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_MONTH = re.compile(r"^((?:19|20)\d{2})-?(0[1-9]|1[0-2])$")
_YEAR = re.compile(r"^(19|20)\d{2}$")
_DAY = re.compile(r"^((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])$")


def period_end(partition: Mapping[str, Any], otherwise: date) -> date:
    """The last day that a partition speaks of: of its day, month or year if a value is one; else `otherwise`.

    `otherwise` is the day its newest rows landed: a partition by district, say, has no period of its own.
    """
    ends = [end for value in partition.values() if (end := _end(value)) is not None]
    return min(ends) if ends else otherwise


def _end(value: object) -> date | None:
    if isinstance(value, date):
        return value
    text = str(value)
    if found := _DAY.match(text):
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            return None
    if found := _MONTH.match(text):
        year, month = (int(part) for part in found.groups())
        return date(year, month, calendar.monthrange(year, month)[1])
    return date(int(text), 12, 31) if _YEAR.match(text) else None


def after_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def partition_key(partition: Mapping[str, Any]) -> str:
    """A partition as one text: `year=2021/county=371602`; `*` for a table without partitions."""
    return "/".join(f"{name}={value}" for name, value in sorted(partition.items())) or "*"


def plain(partition: Mapping[str, Any]) -> dict[str, Any]:
    """A partition as JSON keeps it: days and moments become text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in partition.items()
    }
