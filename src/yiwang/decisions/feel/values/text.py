"""How a value is written as text: the `string()` function and the words of a trace."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from yiwang.decisions.feel.meter import Meter
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
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return write_number(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case datetime():
            return f"{_write_date(value)}T{write_time(value)}"
        case date():
            return _write_date(value)
        case time():
            return write_time(value)
        case timedelta():
            return write_days(value)
        case Months():
            return write_months(value)
        case Range():
            return _write_range(value, meter)
        case Function():
            return f"function {value.name}".strip()
    return _write_many(value, meter)


def _write_date(value: date) -> str:
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def _write_range(value: Range, meter: Meter) -> str:
    if value.operator:
        end = value.high if value.operator in ("<", "<=") else value.low
        return f"({value.operator} {_write(end, meter)})"
    opening, closing = ("[" if value.low_included else "("), ("]" if value.high_included else ")")
    return f"{opening}{_write(value.low, meter)}..{_write(value.high, meter)}{closing}"


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
