"""How a bad rating is put right, and by when. The days are rules with a date and a source, since they change."""

from dataclasses import dataclass
from datetime import date, datetime, time

from yiwang.calendar.api import CITY_ZONE, WorkingCalendar, add_working_days, day_of


@dataclass(frozen=True)
class RedressRule:
    """Working days to reach the person and to put things right, from a date on."""

    valid_from: date
    contact_days: int
    rectify_days: int
    source: str


#: The contact day is in 国办发〔2019〕51号; the fifteen days are a local rule of several cities, kept here until ours is published.
RULES = (
    RedressRule(
        date(2019, 12, 3),
        contact_days=1,
        rectify_days=15,
        source="国办发〔2019〕51号; local practice (unverified)",
    ),
)

STATES = ("contact", "rectify", "revisit", "closed")


def rule_on(day: date) -> RedressRule:
    """The rule in force on a day; before the first one, the first."""
    return next((rule for rule in reversed(RULES) if rule.valid_from <= day), RULES[0])


def deadlines(at: datetime, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    """By when the person must be reached, and by when things must be put right."""
    rule = rule_on(day_of(at))
    ends = (add_working_days(day_of(at), days, calendar) for days in (rule.contact_days, rule.rectify_days))
    contact, rectify = (datetime.combine(day, time(23, 59, 59), CITY_ZONE) for day in ends)
    return contact, rectify
