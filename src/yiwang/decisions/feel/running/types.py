"""FEEL types at run time: `instance of`, and the implicit conversions of parameters (DMN 1.5 §10.3.2.9.4)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from yiwang.decisions.feel.syntax.nodes import TypeName
from yiwang.decisions.feel.values.compare import midnight
from yiwang.decisions.feel.values.kinds import Function, Months, Range, Value, kind_of

Check: TypeAlias = Callable[[Value], bool]

_SIMPLE = frozenset(
    (
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    )
)
_OTHER_NAMES = {"dateTime": "date and time", "dayTimeDuration": "days and time duration"} | {
    "yearMonthDuration": "years and months duration"
}


def check_of(kind: TypeName) -> Check | None:
    """A test for membership in a type; null for a type that nobody defines."""
    name = _OTHER_NAMES.get(kind.name, kind.name)
    if kind.check is not None:
        return kind.check
    if name in _SIMPLE:
        return lambda value: value is not None and kind_of(value) == name
    match name:
        case "Any":
            return lambda value: value is not None
        case "Null":
            return lambda value: value is None
        case "duration":
            return lambda value: isinstance(value, timedelta | Months)
        case "list" | "range":
            return _parts_check(name, kind)
        case "context":
            return _context_check(kind)
        case "function":
            return lambda value: type(value) is Function
    return None


def _parts_check(name: str, kind: TypeName) -> Check | None:
    wanted = list if name == "list" else Range
    if not kind.arguments:
        return lambda value: type(value) is wanted
    part = check_of(kind.arguments[0])
    if part is None:
        return None
    if wanted is list:
        return lambda value: type(value) is list and all(item is None or part(item) for item in value)
    return lambda value: (
        type(value) is Range and all(end is None or part(end) for end in (value.low, value.high))
    )


def _context_check(kind: TypeName) -> Check | None:
    parts = [check_of(argument) for argument in kind.arguments]
    if not all(parts):
        return None
    fields = [(name, part) for name, part in zip(kind.fields, parts, strict=True) if part is not None]

    def check(value: Value) -> bool:
        return type(value) is dict and all(
            name in value and (value[name] is None or part(value[name])) for name, part in fields
        )

    return check


def fitting(value: Value, check: Check, wants_list: bool = False, wants_moment: bool = False) -> Value:
    """The value if it is of the type, else what it becomes by an implicit conversion, else null.

    A list of one becomes its item, an item becomes a list of one where a list is wanted, a date a midnight.
    """
    if value is None or check(value):
        return value
    if type(value) is list and len(value) == 1 and not wants_list and check(value[0]):
        return value[0]
    if wants_list and type(value) is not list and check([value]):
        return [value]
    if wants_moment and type(value) is date:
        return midnight(value)
    return None


def coercion(kind: TypeName) -> Callable[[Value], Value] | None:
    """The conversion that a parameter of this type applies to its argument; null when anything goes."""
    check = check_of(kind)
    if check is None or kind.name == "Any":
        return None
    wants_list, wants_moment = kind.name == "list", _OTHER_NAMES.get(kind.name, kind.name) == "date and time"
    return lambda value: fitting(value, check, wants_list, wants_moment)
