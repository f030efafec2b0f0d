"""By when a ticket must be answered: working days by kind, from a date on, read from `data/deadlines.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from yiwang.calendar.api import CITY_ZONE, WorkingCalendar, add_working_days, day_of

_FILE = Path(__file__).parents[1] / "data" / "deadlines.toml"


@dataclass(frozen=True)
class Deadline:
    """Working days to answer one kind of ticket, from a date on, and where that is written."""

    kind: str
    valid_from: date
    days: int
    source: str


@cache
def deadlines() -> tuple[Deadline, ...]:
    """Every rule, oldest first."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(sorted((Deadline(**row) for row in table["rule"]), key=lambda rule: rule.valid_from))


def rule_on(kind: str, day: date) -> Deadline:
    """The rule in force for a kind on a day; before the first one, the first."""
    of_kind = [rule for rule in deadlines() if rule.kind == kind]
    return next((rule for rule in reversed(of_kind) if rule.valid_from <= day), of_kind[0])


def due_at(kind: str, opened_at: datetime, calendar: WorkingCalendar) -> datetime:
    """The end of the last working day on which the answer is in time."""
    day = day_of(opened_at)
    last = add_working_days(day, rule_on(kind, day).days, calendar)
    return datetime.combine(last, time(23, 59, 59), CITY_ZONE)
