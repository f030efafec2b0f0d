"""Calendar functions and identity (DMN 1.5 §10.3.4.6–10.3.4.7)."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.arithmetic import months_of
from yiwang.decisions.feel.values.compare import equal
from yiwang.decisions.feel.values.far import FarDate, FarMoment
from yiwang.decisions.feel.values.kinds import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


#: Near and far days, with and without a clock.
_DAYS_OF_ALL = (date, FarDate, FarMoment)


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


@builtin("today")
def today() -> Value:
    return datetime.now().astimezone().date()


@builtin("now")
def now() -> Value:
    return datetime.now(UTC)


@builtin("day of year", "date:any")
def day_of_year(moment: Value) -> Value:
    day = _day(moment)
    return None if day is None else Decimal(day.timetuple().tm_yday)


@builtin("day of week", "date:any")
def day_of_week(moment: Value) -> Value:
    day = _day(moment)
    return None if day is None else _DAYS[day.weekday()]


@builtin("month of year", "date:any")
def month_of_year(moment: Value) -> Value:
    day = _day(moment)
    return None if day is None else _MONTHS[day.month - 1]


@builtin("week of year", "date:any")
def week_of_year(moment: Value) -> Value:
    day = _day(moment)
    return None if day is None else Decimal(day.isocalendar().week)


@builtin("years and months duration", "from:any, to:any")
def months_between(start: Value, end: Value) -> Value:
    """Whole months from one day to another; clocks do not count."""
    if not isinstance(start, _DAYS_OF_ALL) or not isinstance(end, _DAYS_OF_ALL):
        return None
    first, last = start, end
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return months_of(months)


@builtin("is", "value1:any~?, value2:any~?")
def same(meter: Meter, one: Value = None, other: Value = None) -> Value:
    """Whether two values are the same thing: of one kind, equal, and with the same zone if they have a clock."""
    if type(one) is not type(other):
        return False
    if isinstance(one, datetime | time):
        return one.replace(tzinfo=None) == other.replace(tzinfo=None) and _zone(one) == _zone(other)
    return equal(one, other, meter) is True


def _zone(value: datetime | time) -> str:
    zone = value.tzinfo
    return "" if zone is None else getattr(zone, "key", None) or str(zone.utcoffset(None))
