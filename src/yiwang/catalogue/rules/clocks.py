"""How long an answer may take: working days from a date on, read from `data/clocks.toml`."""

import tomllib
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from yiwang.calendar.api import CITY_ZONE, WorkingCalendar, add_working_days, day_of

_FILE = Path(__file__).parents[1] / "data" / "clocks.toml"


@cache
def _rules() -> tuple[tuple[str, date, int], ...]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        sorted(((row["name"], row["valid_from"], row["days"]) for row in table["rule"]), key=lambda r: r[1])
    )


def answer_due(name: str, at: datetime, calendar: WorkingCalendar) -> datetime:
    """The end of the last working day on which an answer is in time, by the rule in force on that day."""
    day = day_of(at)
    days = [count for rule, since, count in _rules() if rule == name and since <= day][-1]
    return datetime.combine(add_working_days(day, days, calendar), time(23, 59, 59), CITY_ZONE)
