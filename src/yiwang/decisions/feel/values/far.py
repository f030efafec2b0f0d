"""Dates in years that Python's calendar does not have: before 1 and after 9999, to a thousand million."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

FARTHEST_YEAR = 999_999_999
#: The Gregorian calendar repeats itself after so many years.
_CYCLE = 400


@dataclass(frozen=True, slots=True, order=True)
class FarDate:
    """A day of a far year; years before 1 are counted through 0."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True, order=True)
class FarMoment:
    """A date and time of a far year. Its zone is kept but not reckoned with."""

    date: FarDate
    clock: time

    @property
    def year(self) -> int:
        """The year."""
        return self.date.year

    @property
    def month(self) -> int:
        """The month, 1 to 12."""
        return self.date.month

    @property
    def day(self) -> int:
        """The day of the month."""
        return self.date.day


def day_of(year: int, month: int, day: int) -> date | FarDate:
    """The day, near or far; raises ValueError when there is no such day."""
    if 1 <= year <= 9999:
        return date(year, month, day)
    if (
        abs(year) > FARTHEST_YEAR
        or not 1 <= month <= 12
        or not 1 <= day <= monthrange(2000 + year % _CYCLE, month)[1]
    ):
        raise ValueError(year, month, day)
    return FarDate(year, month, day)


def moment_of(day: date | FarDate, clock: time) -> datetime | FarMoment:
    """A day and a time joined."""
    return FarMoment(day, clock) if isinstance(day, FarDate) else datetime.combine(day, clock)


def year_order(left: date | FarDate | FarMoment, right: date | FarDate | FarMoment) -> int:
    """−1, 0 or 1 by the calendar day alone: enough where one of the two is far and the other near."""
    first, second = ((one.year, one.month, one.day) for one in (left, right))
    return -1 if first < second else int(first > second)
