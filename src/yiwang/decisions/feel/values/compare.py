"""Equality and order (DMN 1.5 §10.3.2.13 table 42 and 43): unlike kinds give null."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.far import FarDate, FarMoment, year_order
from yiwang.decisions.feel.values.kinds import Function, Months, Range, Value

_SCALARS = frozenset((Decimal, str, bool))
_FAR_AND_NEAR = ({date, FarDate}, {datetime, FarMoment})
_ZERO_DURATIONS = (Months(0), timedelta(0))


def midnight(day: date) -> datetime:
    """A date seen as a date and time: midnight UTC, as the standard has it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def equal(left: Value, right: Value, meter: Meter) -> bool | None:
    """Whether two values are equal; null when their kinds cannot be compared."""
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is not type(right):
        return _equal_across(left, right)
    if kind in _SCALARS:
        return bool(left == right)
    if kind is list:
        return _equal_lists(left, right, meter)
    if kind is dict:
        return _equal_contexts(left, right, meter)
    if kind is Function:
        return left is right
    if kind is Range:
        return _equal_ranges(left, right, meter)
    if kind is time:
        return moment_of_day(left) == moment_of_day(right)
    if kind is datetime:
        return _to_millisecond(left) == _to_millisecond(right)
    return bool(left == right)


def _to_millisecond(moment: datetime) -> datetime:
    """Moments are equal when they agree to the millisecond, as times are."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def moment_of_day(value: time) -> tuple[object, timedelta]:
    """A key for comparing times: by offset where one is known, by zone name and clock otherwise."""
    clock = timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, milliseconds=value.microsecond // 1000
    )
    offset = value.utcoffset()
    if offset is None:
        return (str(value.tzinfo) if value.tzinfo else "local"), clock
    return "utc", clock - offset


def _equal_across(left: Value, right: Value) -> bool | None:
    kinds = {type(left), type(right)}
    if kinds in _FAR_AND_NEAR:
        return False
    if kinds == {date, datetime}:
        first, second = (midnight(v) if type(v) is date else v for v in (left, right))
        return bool(first == second)
    if kinds == {Months, timedelta} and left in _ZERO_DURATIONS and right in _ZERO_DURATIONS:
        return True
    return None


def _equal_lists(left: list[Value], right: list[Value], meter: Meter) -> bool | None:
    if len(left) != len(right):
        return False
    meter.spend(len(left) + 1)
    meter.enter()
    try:
        for one, other in zip(left, right, strict=True):
            same = equal(one, other, meter)
            if same is not True:
                return same
        return True
    finally:
        meter.leave()


def _equal_contexts(left: dict[str, Value], right: dict[str, Value], meter: Meter) -> bool | None:
    if left.keys() != right.keys():
        return False
    return _equal_lists(list(left.values()), [right[key] for key in left], meter)


def _equal_ranges(left: Range, right: Range, meter: Meter) -> bool | None:
    if (left.low_included, left.high_included, left.operator) != (
        right.low_included,
        right.high_included,
        right.operator,
    ):
        return False
    return _equal_lists([left.low, left.high], [right.low, right.high], meter)


def order(left: Value, right: Value) -> int | None:
    """−1, 0 or 1 as left is before, at or after right; null when they have no common order."""
    kind = type(left)
    if kind is not type(right):
        if {kind, type(right)} == {date, datetime}:
            left, right = (midnight(v) if type(v) is date else v for v in (left, right))
        elif {kind, type(right)} in _FAR_AND_NEAR:
            return year_order(left, right)
        else:
            return None
    elif kind is time:
        (zone, left), (other_zone, right) = moment_of_day(left), moment_of_day(right)
        if zone != other_zone:
            return None
    elif kind is Months:
        left, right = left.count, right.count
    elif kind not in _ORDERED:
        return None
    if type(left) is datetime and (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return -1 if left < right else int(left > right)


_ORDERED = frozenset((Decimal, str, date, datetime, timedelta, FarDate, FarMoment))


def contains(interval: Range, value: Value) -> bool | None:
    """Whether a value lies in an interval; null when the ends cannot be compared with it."""
    if value is None:
        return None
    above = below = True
    if interval.operator in ("", ">", ">="):
        place = order(value, interval.low)
        if place is None:
            return None
        above = place > 0 or (place == 0 and interval.low_included)
    if interval.operator in ("", "<", "<="):
        place = order(value, interval.high)
        if place is None:
            return None
        below = place < 0 or (place == 0 and interval.high_included)
    return above and below
