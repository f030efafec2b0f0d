"""Process data as JSON and back: numbers, dates and durations keep their kind."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal

from yiwang.decisions.api import feel

#: The one key of an object that stands for a value JSON has no form for.
_MARK = "$feel"


def to_json(value: object) -> object:
    """The JSON form of a value."""
    match value:
        case bool() | None | str() | int():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else {_MARK: f"{value:f}"}
        case float():
            return value
        case date() | time() | timedelta() | feel.Months():
            return {_MARK: f'@"{feel.evaluate("string(v)", {"v": value})}"'}
        case Mapping():
            return {str(key): to_json(item) for key, item in value.items()}
        case list() | tuple():
            return [to_json(item) for item in value]
    return str(value)


def from_json(value: object) -> object:
    """The value of a JSON form."""
    if isinstance(value, dict):
        if value.keys() == {_MARK}:
            return feel.evaluate(str(value[_MARK]))
        return {key: from_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [from_json(item) for item in value]
    return value
