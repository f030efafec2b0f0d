"""The door of `calendar`."""

from yiwang.calendar.errors import BackwardsInTime, BadRow, BadYear, ClockNotPaused, ClockNotRunning
from yiwang.calendar.queries import current_calendar, unsupplied_year
from yiwang.calendar.rules.clock import CITY_ZONE, Clock, Pause, day_of
from yiwang.calendar.rules.working_days import (
    add_working_days,
    assumed_years,
    is_working_day,
    working_days_between,
)
from yiwang.calendar.rules.year_file import read_year
from yiwang.calendar.services.store_year import store_year
from yiwang.calendar.types import Light, SpecialDay, WorkingCalendar

__all__ = [
    "CITY_ZONE",
    "BackwardsInTime",
    "BadRow",
    "BadYear",
    "Clock",
    "ClockNotPaused",
    "ClockNotRunning",
    "Light",
    "Pause",
    "SpecialDay",
    "WorkingCalendar",
    "add_working_days",
    "assumed_years",
    "current_calendar",
    "day_of",
    "is_working_day",
    "read_year",
    "store_year",
    "unsupplied_year",
    "working_days_between",
]
