"""From one kind to another (DMN 1.5 §10.3.4.1)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from yiwang.decisions.errors import BadExpression
from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.running.compiler import compiled
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.syntax.names import KnownNames
from yiwang.decisions.feel.syntax.parser import parse_expression
from yiwang.decisions.feel.values import far, temporal, text
from yiwang.decisions.feel.values.compare import midnight
from yiwang.decisions.feel.values.far import FarDate, FarMoment
from yiwang.decisions.feel.values.kinds import NUMBERS, Months, Value, finite

_NUMBER = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_TEMPORAL = ("date", "time", "date and time", "duration")
_SEPARATORS = (" ", ",", ".")


@builtin("string", "from:any~")
def string(meter: Meter, value: Value) -> Value:
    return None if value is None else text.write(value, meter)


@builtin("number", "from:string, grouping separator:string?~, decimal separator:string?~")
def number(source: str, grouping: str | None = None, point: str | None = None) -> Value:
    if (grouping and grouping not in _SEPARATORS) or (point and point not in (",", ".")):
        return None
    if grouping and grouping == point:
        return None
    if grouping:
        source = source.replace(grouping, "")
    if point:
        source = source.replace(".", "x").replace(point, ".") if point != "." else source
    return finite(NUMBERS.create_decimal(source)) if _NUMBER.fullmatch(source) else None


@builtin("date", "from:any")
def date_from(value: Value) -> Value:
    if type(value) is str:
        return temporal.read_date(value)
    if type(value) is datetime:
        return value.date()
    if type(value) is FarMoment:
        return value.date
    return value if type(value) in (date, FarDate) else None


@builtin("date", "year:number, month:number, day:number")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> Value:
    return far.day_of(_whole(year), _whole(month), _whole(day))


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value() or abs(value) > 10**10:
        raise ValueError(value)
    return int(value)


@builtin("time", "from:any")
def time_from(value: Value) -> Value:
    if type(value) is str:
        return temporal.read_time(value)
    if type(value) is datetime:
        return value.timetz()
    if type(value) is FarMoment:
        return value.clock
    if type(value) is date:
        return time(tzinfo=UTC)
    return value if type(value) is time else None


@builtin("time", "hour:number, minute:number, second:number, offset:days and time duration?~")
def time_of(hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None = None) -> Value:
    whole = second.to_integral_value("ROUND_FLOOR")
    micros = int((second - whole) * 1_000_000)
    zone = None if offset is None else temporal.fixed_zone(offset)
    if offset is not None and zone is None:
        return None
    return time(_whole(hour), _whole(minute), int(whole), micros, tzinfo=zone)


@builtin("date and time", "from:any")
def moment_from(value: Value) -> Value:
    if type(value) is str:
        return temporal.read_date_time(value)
    if type(value) is date:
        return midnight(value)
    return value if type(value) in (datetime, FarMoment) else None


@builtin("date and time", "date:any, time:time")
def moment_of(day: Value, clock: time) -> Value:
    whole = date_from(day)
    return None if whole is None or type(day) is str else far.moment_of(whole, clock)


@builtin("date and time", "year:number, month:number, day:number, hour:number, minute:number, second:number")
def moment_of_parts(*parts: Decimal) -> Value:
    return far.moment_of(date_of(*parts[:3]), time_of(*parts[3:]))


@builtin("range", "from:string")
def range_from(meter: Meter, source: str) -> Value:
    """An interval from its text; its ends must be literals."""
    try:
        tree = parse_expression(source, KnownNames())
    except BadExpression:
        return None
    if not isinstance(tree, n.RangeOf) or not (_is_literal(tree.low) and _is_literal(tree.high)):
        return None
    return compiled(tree)(Env({}, meter))


def _is_literal(node: n.Node) -> bool:
    if isinstance(node, n.Call) and isinstance(node.callee, n.Name) and node.callee.name in _TEMPORAL:
        return all(_is_literal(argument) for argument in node.arguments)
    return isinstance(node, n.Literal) and node.value is not None


@builtin("duration", "from:any")
def duration(value: Value) -> Value:
    if type(value) is str:
        return temporal.read_duration(value)
    return value if type(value) in (timedelta, Months) else None
