"""Reading the city's calendar."""

import threading
import time
from datetime import date

from chinese_calendar import constants

from yiwang.calendar.models import CalendarDay, CalendarYear
from yiwang.calendar.types import WorkingCalendar

#: Other processes learn of a newly supplied year after at most this many seconds.
_KEPT_SECONDS = 60.0


class _Kept:
    """The calendar last read, shared by the threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calendar: WorkingCalendar | None = None
        self._until = 0.0

    def get(self) -> WorkingCalendar:
        with self._lock:
            if self._calendar is None or time.monotonic() >= self._until:
                self._calendar = _read()
                self._until = time.monotonic() + _KEPT_SECONDS
            return self._calendar

    def forget(self) -> None:
        with self._lock:
            self._calendar = None


def _read() -> WorkingCalendar:
    supplied = set(CalendarYear.objects.values_list("year", flat=True))
    off = {day for day in constants.holidays if day.year not in supplied}
    on = {day for day in constants.workdays if day.year not in supplied}
    packaged = {day.year for day in constants.holidays}
    for day, kind in CalendarDay.objects.values_list("day", "kind"):
        (on if kind == "makeup" else off).add(day)
    return WorkingCalendar(frozenset(off), frozenset(on), frozenset(supplied | packaged))


_kept = _Kept()


def current_calendar() -> WorkingCalendar:
    """The calendar the house works by: supplied years, and the package's for the others."""
    return _kept.get()


def forget_calendar() -> None:
    """Read the tables again at the next question."""
    _kept.forget()


def unsupplied_year(on: date) -> int | None:
    """A year that begins within sixty days and nobody has supplied: a warning for the operator."""
    known = current_calendar().known_years
    ahead = date.fromordinal(on.toordinal() + 60)
    return next((year for year in (on.year, ahead.year) if year not in known), None)
