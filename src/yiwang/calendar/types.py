"""Values that cross this room's door."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DayKind = Literal["holiday", "makeup"]
Light = Literal["green", "yellow", "red", "paused"]

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that breaks the rule of Monday to Friday."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Weekdays off, weekends worked, and the years for which both were announced.

    A make-up day outranks a holiday on the same date. Outside `known_years` Monday to Friday is assumed.
    """

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()
    _off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _on: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        off = (day.toordinal() for day in self.holidays - self.makeup_days if day.weekday() < _SATURDAY)
        on = (day.toordinal() for day in self.makeup_days if day.weekday() >= _SATURDAY)
        # Sorted once, so that counting the days between two dates costs a few comparisons and no walk.
        object.__setattr__(self, "_off", tuple(sorted(off)))
        object.__setattr__(self, "_on", tuple(sorted(on)))

    def days_up_to(self, day: date) -> int:
        """Working days from the year 1 through `day`; only differences mean anything."""
        ordinal = day.toordinal()
        weeks, rest = divmod(ordinal, 7)  # ordinal 1 was a Monday
        weekdays = weeks * 5 + min(rest, 5)
        return weekdays - bisect_right(self._off, ordinal) + bisect_right(self._on, ordinal)

    @property
    def exceptions(self) -> int:
        """How many weekdays are off: bounds how far a search for the n-th working day must look."""
        return len(self._off)
