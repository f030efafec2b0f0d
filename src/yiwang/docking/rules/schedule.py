"""When a message is due: by the platform's schedule first, by growing pauses after a failure."""

from datetime import datetime, time, timedelta

from yiwang.calendar.api import CITY_ZONE

#: Seconds waited after the n-th failure: 1, 2, 4 … at most ten minutes.
LONGEST = 600.0


def first_due(schedule: str, now: datetime) -> datetime:
    """When a fresh message may go: now, at the next full hour, or at the next two o'clock at night."""
    if schedule == "hourly":
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if schedule == "nightly":
        local = now.astimezone(CITY_ZONE)
        tonight = datetime.combine(local.date(), time(2), CITY_ZONE)
        return tonight if tonight > local else tonight + timedelta(days=1)
    return now


def pause(failures: int) -> timedelta:
    """How long to wait after so many failures in a row (at least one)."""
    return timedelta(seconds=min(LONGEST, 2.0 ** min(failures - 1, 20)))
