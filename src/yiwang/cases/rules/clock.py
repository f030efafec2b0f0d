"""The promise's clock as columns: when it turns yellow, when it is due."""

from datetime import datetime, time, timedelta

from yiwang.calendar.api import CITY_ZONE, Clock, WorkingCalendar, day_of, working_days_between

#: A case is yellow on its last day, or when a fifth of its time or less is left.
_SHARE = 5


def milestones(clock: Clock, calendar: WorkingCalendar) -> tuple[datetime | None, datetime | None]:
    """When the light turns yellow and when red; both None while the clock stands still."""
    due = clock.due(calendar)
    if due is None:
        return None, None
    last = day_of(due)
    first_yellow = last
    while working_days_between(first_yellow - timedelta(1), last, calendar) * _SHARE <= clock.limit_days:
        first_yellow -= timedelta(1)
    return datetime.combine(first_yellow, time.min, CITY_ZONE), due


def light(
    *, closed: bool, paused: bool, yellow_at: datetime | None, due_at: datetime | None, now: datetime
) -> str:
    """green, yellow, red, paused, or nothing for a closed case."""
    if closed:
        return ""
    if due_at is not None and now > due_at:
        return "red"
    if paused:
        return "paused"
    if yellow_at is not None and now >= yellow_at:
        return "yellow"
    return "green"
