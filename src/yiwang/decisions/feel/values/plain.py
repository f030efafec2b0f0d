"""The border between Python and FEEL: what callers pass in and get back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.kinds import KINDS, NUMBERS, Value

_AS_THEY_ARE = frozenset(KINDS) - {list, dict, Decimal}


def from_python(value: object, meter: Meter) -> Value:
    """The FEEL value of a Python one: numbers become decimal, mappings contexts, sequences lists.

    What FEEL has no kind for (and a number that is not finite) becomes null.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, int):
        return NUMBERS.create_decimal(value)
    if isinstance(value, Decimal | float):
        number = NUMBERS.create_decimal(str(value) if isinstance(value, float) else value)
        return number if number.is_finite() else None
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str | bytes):
        return _from_many(value, meter)
    return _from_subclass(value)


def _from_many(value: Mapping[object, object] | Sequence[object], meter: Meter) -> Value:
    meter.spend(len(value) + 1)
    meter.enter()
    try:
        if isinstance(value, Mapping):
            return {str(key): from_python(item, meter) for key, item in value.items()}
        return [from_python(item, meter) for item in value]
    finally:
        meter.leave()


def _from_subclass(value: object) -> Value:
    match value:
        case str():
            return str(value)
        case datetime():
            return datetime.combine(value.date(), value.timetz())
        case date():
            return date(value.year, value.month, value.day)
        case time() | timedelta():
            return value
    return None


def check_size(value: Value, meter: Meter) -> Value:
    """Charge for every part of a result: lists that share parts can be small here and endless once written out."""
    if isinstance(value, list | dict):
        meter.spend(len(value) + 1)
        meter.enter()
        for item in value.values() if isinstance(value, dict) else value:
            check_size(item, meter)
        meter.leave()
    elif isinstance(value, str):
        meter.spend(len(value) >> 6)
    return value
