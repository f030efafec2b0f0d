"""How a value is written as text: the `string()` function and the words of a trace."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.far import FarDate, FarMoment
from yiwang.decisions.feel.values.kinds import Function, Months, Range, Value
from yiwang.decisions.feel.values.temporal import write_days, write_months, write_time


def write(value: Value, meter: Meter) -> str:
    """The text of a value as FEEL prints it; a string inside a list or context is quoted."""
    if type(value) is str:
        return value
    return meter.check_text(_write(value, meter))


def write_number(value: Decimal) -> str:
    """A number in plain digits, without an exponent."""
    text = f"{value:f}"
    return "0" if text == "-0" else text


def _write(value: Value, meter: Meter) -> str:
    writer = _WRITERS.get(type(value))
    return writer(value) if writer is not None else _write_parts(value, meter)


def _write_date(value: date | FarDate | FarMoment) -> str:
    sign = "-" if value.year < 0 else ""
    return f"{sign}{abs(value.year):04d}-{value.month:02d}-{value.day:02d}"


def _write_range(value: Range, meter: Meter) -> str:
    if value.operator:
        end = value.high if value.operator in ("<", "<=") else value.low
        return f"({value.operator} {_write(end, meter)})"
    opening, closing = ("[" if value.low_included else "("), ("]" if value.high_included else ")")
    return f"{opening}{_write(value.low, meter)}..{_write(value.high, meter)}{closing}"


def _write_parts(value: Value, meter: Meter) -> str:
    return _write_range(value, meter) if type(value) is Range else _write_many(value, meter)


def _write_many(value: list[Value] | dict[str, Value], meter: Meter) -> str:
    meter.spend(len(value) + 1)
    meter.enter()
    try:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{_key(k)}: {_write(v, meter)}" for k, v in value.items()) + "}"
        return "[" + ", ".join(_write(item, meter) for item in value) + "]"
    finally:
        meter.leave()


def _key(name: str) -> str:
    return name if name.replace(" ", "").isidentifier() else json.dumps(name, ensure_ascii=False)


_WRITERS: dict[type, Callable[[Value], str]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    Decimal: write_number,
    str: lambda value: json.dumps(value, ensure_ascii=False),
    date: _write_date,
    FarDate: _write_date,
    datetime: lambda value: f"{_write_date(value)}T{write_time(value)}",
    FarMoment: lambda value: f"{_write_date(value)}T{write_time(value.clock)}",
    time: write_time,
    timedelta: write_days,
    Months: write_months,
    Function: lambda value: f"function {value.name}".strip(),
}
