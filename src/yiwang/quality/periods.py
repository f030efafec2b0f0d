"""Periods of scores: calendar months of the city."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from yiwang.calendar.api import CITY_ZONE, day_of


def period_of(day: date) -> str:
    """`2026-11`."""
    return f"{day:%Y-%m}"


def this_period() -> str:
    """The month we are in."""
    return period_of(day_of(timezone.now()))


def before(period: str) -> str:
    """The month before."""
    return period_of(date.fromisoformat(f"{period}-01") - timedelta(days=1))


def span(period: str) -> tuple[datetime, datetime]:
    """First moment of a month and of the next. Raises `ValueError` when it is none."""
    start = date.fromisoformat(f"{period}-01")
    after = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    begin, end = (datetime(one.year, one.month, 1, tzinfo=CITY_ZONE) for one in (start, after))
    return begin, end
