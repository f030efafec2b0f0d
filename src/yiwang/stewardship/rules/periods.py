"""Months, quarters and years, and when what belongs to them is due."""

import calendar
import re
from datetime import date, datetime, time, timedelta

from yiwang.calendar.api import CITY_ZONE

_PERIOD = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")


def month_of(day: date) -> str:
    """The month a day lies in: `2026-11`."""
    return f"{day:%Y-%m}"


def is_month(text: str) -> bool:
    """Whether a text is a month."""
    return _PERIOD.match(text) is not None


def bounds(month: str) -> tuple[datetime, datetime]:
    """The first moment of a month in the city, and that of the next."""
    year, number = (int(part) for part in month.split("-"))
    after = date(year + number // 12, number % 12 + 1, 1)
    start, end = (datetime.combine(day, time(), CITY_ZONE) for day in (date(year, number, 1), after))
    return start, end


def period_of(cycle: str, day: date) -> tuple[str, date]:
    """The period of a cycle that a day lies in, and its last day: `2026-11`, `2026Q4` or `2026`."""
    if cycle == "year":
        return f"{day.year}", date(day.year, 12, 31)
    if cycle == "quarter":
        quarter = (day.month - 1) // 3 + 1
        last = date(day.year, quarter * 3, calendar.monthrange(day.year, quarter * 3)[1])
        return f"{day.year}Q{quarter}", last
    return month_of(day), date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def due_on(cycle: str, day: date, due_day: int) -> tuple[str, date]:
    """The period of a duty, and the day it is due."""
    period, last = period_of(cycle, day)
    return period, last + timedelta(days=due_day)
