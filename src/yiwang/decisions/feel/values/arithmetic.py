"""Adding, subtracting, multiplying, dividing and raising to a power (DMN 1.5 §10.3.2.13 tables 45–49)."""

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from yiwang.decisions.feel.values.compare import midnight, moment_of_day
from yiwang.decisions.feel.values.kinds import NUMBERS, Months, Value, finite

Operation: TypeAlias = Callable[[Value, Value], Value]

_DAY = timedelta(days=1)
_MICRO = timedelta(microseconds=1)
_MAX_MONTHS = 12 * 10**10


def after_months(moment: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it is shorter."""
    index = moment.year * 12 + moment.month - 1 + months
    year, month = index // 12, index % 12 + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)


def _seconds(span: timedelta) -> Decimal:
    return NUMBERS.divide(Decimal(span // _MICRO), Decimal(1_000_000))


def duration_of(seconds: Decimal) -> timedelta:
    """A days and time duration of so many seconds, to the microsecond."""
    return int(NUMBERS.to_integral_value(NUMBERS.multiply(seconds, Decimal(1_000_000)))) * _MICRO


def months_of(count: Decimal | int) -> Months | None:
    """A years and months duration, cut to whole months; null beyond what a calendar can hold."""
    whole = int(count)
    return Months(whole) if abs(whole) <= _MAX_MONTHS else None


def _shift_time(moment: time, span: timedelta) -> time:
    clock = timedelta(
        hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
    )
    return (datetime(1, 1, 1, tzinfo=UTC) + (clock + span) % _DAY).time().replace(tzinfo=moment.tzinfo)


def _between(left: datetime, right: datetime) -> timedelta | None:
    return left - right if (left.tzinfo is None) == (right.tzinfo is None) else None


def _between_times(left: time, right: time) -> timedelta | None:
    (zone, first), (other, second) = moment_of_day(left), moment_of_day(right)
    return first - second if zone == other else None


ADD: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(NUMBERS.add(a, b)),
    (str, str): lambda a, b: a + b,
    (date, timedelta): lambda a, b: a + timedelta(days=b.days),
    (timedelta, date): lambda a, b: b + timedelta(days=a.days),
    (date, Months): lambda a, b: after_months(a, b.count),
    (Months, date): lambda a, b: after_months(b, a.count),
    (datetime, timedelta): lambda a, b: a + b,
    (timedelta, datetime): lambda a, b: b + a,
    (datetime, Months): lambda a, b: after_months(a, b.count),
    (Months, datetime): lambda a, b: after_months(b, a.count),
    (time, timedelta): _shift_time,
    (timedelta, time): lambda a, b: _shift_time(b, a),
    (timedelta, timedelta): lambda a, b: a + b,
    (Months, Months): lambda a, b: months_of(a.count + b.count),
}

SUBTRACT: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(NUMBERS.subtract(a, b)),
    (date, date): lambda a, b: a - b,
    (datetime, datetime): _between,
    (date, datetime): lambda a, b: _between(midnight(a), b),
    (datetime, date): lambda a, b: _between(a, midnight(b)),
    (time, time): _between_times,
    (date, timedelta): lambda a, b: a - timedelta(days=b.days),
    (date, Months): lambda a, b: after_months(a, -b.count),
    (datetime, timedelta): lambda a, b: a - b,
    (datetime, Months): lambda a, b: after_months(a, -b.count),
    (time, timedelta): lambda a, b: _shift_time(a, -b),
    (timedelta, timedelta): lambda a, b: a - b,
    (Months, Months): lambda a, b: months_of(a.count - b.count),
}

MULTIPLY: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(NUMBERS.multiply(a, b)),
    (timedelta, Decimal): lambda a, b: duration_of(NUMBERS.multiply(_seconds(a), b)),
    (Decimal, timedelta): lambda a, b: duration_of(NUMBERS.multiply(_seconds(b), a)),
    (Months, Decimal): lambda a, b: months_of(NUMBERS.multiply(Decimal(a.count), b)),
    (Decimal, Months): lambda a, b: months_of(NUMBERS.multiply(Decimal(b.count), a)),
}

DIVIDE: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(NUMBERS.divide(a, b)),
    (timedelta, Decimal): lambda a, b: duration_of(NUMBERS.divide(_seconds(a), b)),
    (timedelta, timedelta): lambda a, b: finite(NUMBERS.divide(_seconds(a), _seconds(b))),
    (Months, Decimal): lambda a, b: months_of(NUMBERS.divide(Decimal(a.count), b)),
    (Months, Months): lambda a, b: finite(NUMBERS.divide(Decimal(a.count), Decimal(b.count))),
}

POWER: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): lambda a, b: finite(NUMBERS.power(a, b)),
}

OPERATIONS: dict[str, dict[tuple[type, type], Operation]] = {
    "+": ADD,
    "-": SUBTRACT,
    "*": MULTIPLY,
    "/": DIVIDE,
    "**": POWER,
}


def calculate(operator: str, left: Value, right: Value) -> Value:
    """Apply an arithmetic operator; null for kinds that do not go together and for results out of range."""
    operation = OPERATIONS[operator].get((type(left), type(right)))
    if operation is None:
        return None
    try:
        return operation(left, right)
    except (OverflowError, ValueError, ZeroDivisionError):
        return None


def negate(value: Value) -> Value:
    """The value with its sign changed, for numbers and durations; null otherwise."""
    if type(value) is Decimal:
        return NUMBERS.minus(value)
    if type(value) is timedelta:
        return -value
    if type(value) is Months:
        return Months(-value.count)
    return None
