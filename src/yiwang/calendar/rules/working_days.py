"""Counting working days."""

from bisect import bisect_left
from datetime import date, timedelta

from yiwang.calendar.types import WorkingCalendar


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Whether offices work on `day`."""
    if day in calendar.makeup_days:
        return True
    return day.weekday() < 5 and day not in calendar.holidays


def working_days_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """Working days after `start`, up to and with `end`; negative when `end` lies before `start`."""
    return calendar.days_up_to(end) - calendar.days_up_to(start)


def add_working_days(start: date, n: int, calendar: WorkingCalendar) -> date:
    """The n-th working day after `start`; the day itself does not count. n = 0 gives `start`.

    Raises ValueError for a negative n.
    """
    if n < 0:
        raise ValueError("A period cannot be negative.")
    target = calendar.days_up_to(start) + n
    reach = n * 7 // 5 + 7 + calendar.exceptions * 2
    offset = bisect_left(range(reach), target, key=lambda days: calendar.days_up_to(start + timedelta(days)))
    return start + timedelta(offset)


def assumed_years(start: date, end: date, calendar: WorkingCalendar) -> tuple[int, ...]:
    """The years from `start` to `end` whose days off nobody has supplied: there the count is provisional."""
    return tuple(year for year in range(start.year, end.year + 1) if year not in calendar.known_years)
