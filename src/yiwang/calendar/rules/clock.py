"""A clock over working days that can pause and resume.

Counting begins on the working day after the start (the day of an event is not counted). A pause works
the same way: the day on which it begins still counts, the day on which it ends does not. Pauses are thus
half-open intervals that join without gap or overlap: no sequence of pauses gains or loses a day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Self
from zoneinfo import ZoneInfo

from yiwang.calendar.errors import BackwardsInTime, ClockNotPaused, ClockNotRunning
from yiwang.calendar.rules import working_days
from yiwang.calendar.types import Light, WorkingCalendar

#: Days are the days of the people here, whatever zone a stored time is in.
CITY_ZONE = ZoneInfo("Asia/Shanghai")
_LAST_SECOND = time(23, 59, 59, tzinfo=CITY_ZONE)
#: Yellow when a fifth of the time or less is left.
_YELLOW_SHARE = 5


def day_of(at: datetime) -> date:
    """The date in the city at a moment (an aware datetime)."""
    return at.astimezone(CITY_ZONE).date()


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause; `until` is None while it lasts."""

    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A period of `limit_days` working days from `started_at` (aware), with its pauses in order."""

    limit_days: int
    started_at: datetime
    pauses: tuple[Pause, ...] = ()

    @property
    def paused(self) -> bool:
        """Whether the clock stands still now."""
        return bool(self.pauses) and self.pauses[-1].until is None

    def pause(self, at: datetime, reason: str) -> Self:
        """Stand still from `at`. Raises `ClockNotRunning`, `BackwardsInTime`."""
        if self.paused:
            raise ClockNotRunning
        self._forward(at)
        return replace(self, pauses=(*self.pauses, Pause(at, None, reason)))

    def resume(self, at: datetime) -> Self:
        """Run again from `at`. Raises `ClockNotPaused`, `BackwardsInTime`."""
        if not self.paused:
            raise ClockNotPaused
        self._forward(at)
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], until=at)))

    def extend(self, days: int) -> Self:
        """The same clock with `days` more, as when the head of an office grants an extension."""
        return replace(self, limit_days=self.limit_days + days)

    def _forward(self, at: datetime) -> None:
        last = self.started_at
        if self.pauses:
            last = self.pauses[-1].until or self.pauses[-1].since
        if at < last:
            raise BackwardsInTime

    def _running(self) -> Iterator[tuple[date, date | None]]:
        """The stretches in which it ran: after the first day, up to and with the second (None: still)."""
        since = day_of(self.started_at)
        for pause in self.pauses:
            yield since, day_of(pause.since)
            if pause.until is None:
                return
            since = day_of(pause.until)
        yield since, None

    def used_days(self, at: datetime, calendar: WorkingCalendar) -> int:
        """Working days counted up to and with the day of `at`."""
        today = day_of(at)
        return sum(
            max(0, working_days.working_days_between(since, min(until or today, today), calendar))
            for since, until in self._running()
        )

    def remaining_days(self, at: datetime, calendar: WorkingCalendar) -> int:
        """Working days left after the day of `at`; negative when overdue."""
        due = self.due(calendar)
        if due is None:
            return self.limit_days - self.used_days(at, calendar)
        return working_days.working_days_between(day_of(at), day_of(due), calendar)

    def due(self, calendar: WorkingCalendar) -> datetime | None:
        """The last second of the period. None while paused, unless the period ran out before the pause.

        A period that would end on a day off, as one resumed on a Saturday with no day left, ends on the next
        working day.
        """
        left = self.limit_days
        for since, until in self._running():
            last = working_days.add_working_days(since, left, calendar)
            if until is None or last < until:
                if not working_days.is_working_day(last, calendar):
                    last = working_days.add_working_days(last, 1, calendar)
                return datetime.combine(last, _LAST_SECOND)
            left -= working_days.working_days_between(since, until, calendar)
        return None

    def light(self, at: datetime, calendar: WorkingCalendar) -> Light:
        """Red when overdue, paused, yellow on the last day or when a fifth or less is left, else green.

        A pause does not hide that a period had run out before it began.
        """
        due = self.due(calendar)
        if due is not None and at > due:
            return "red"
        if self.paused:
            return "paused"
        left = self.remaining_days(at, calendar)
        return "yellow" if left * _YELLOW_SHARE <= self.limit_days else "green"

    def assumed_years(self, calendar: WorkingCalendar) -> tuple[int, ...]:
        """Years this clock reaches whose days off nobody has supplied: its due date is provisional."""
        due = self.due(calendar)
        last = day_of(due) if due else day_of(self.pauses[-1].since)
        return working_days.assumed_years(day_of(self.started_at), last, calendar)

    def as_json(self) -> dict[str, Any]:
        """The stored form: plain values, times in ISO 8601."""
        return {
            "limit_days": self.limit_days,
            "started_at": self.started_at.isoformat(),
            "pauses": [
                [pause.since.isoformat(), pause.until and pause.until.isoformat(), pause.reason]
                for pause in self.pauses
            ],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        return cls(
            stored["limit_days"],
            datetime.fromisoformat(stored["started_at"]),
            tuple(
                Pause(datetime.fromisoformat(since), datetime.fromisoformat(until) if until else None, reason)
                for since, until, reason in stored["pauses"]
            ),
        )
