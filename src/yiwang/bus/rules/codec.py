"""Facts as JSON and back, by the types their fields declare."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from yiwang.bus.types import Fact

F = TypeVar("F", bound=Fact)
D = TypeVar("D")


def encode(fact: Fact) -> dict[str, Any]:
    """The fields of a fact as JSON values; raises TypeError for a value that has no JSON form here."""
    return {field.name: _out(getattr(fact, field.name)) for field in fields(fact)}


def decode(kind: type[F], payload: Mapping[str, Any]) -> F:
    """The fact again. A field that an older version did not write takes its default; an unknown one is dropped.

    Raises TypeError or ValueError for a payload that does not fit.
    """
    return _dataclass(kind, payload)


def _out(value: Any) -> Any:
    if isinstance(value, Enum):
        return _out(value.value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _out(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _out(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        ordered = sorted(value) if isinstance(value, frozenset) else value
        return [_out(one) for one in ordered]
    raise TypeError(f"a fact cannot carry a {type(value).__name__}")


def _dataclass(kind: type[D], payload: Mapping[str, Any]) -> D:
    hints = _hints(kind)
    return kind(**{name: _in(hints[name], value) for name, value in payload.items() if name in hints})


def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.init}


def _in(hint: Any, value: Any) -> Any:
    if value is None or hint is Any:
        return value
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (one for one in arguments if one is not types.NoneType)
        return _in(inner, value)
    if origin in (tuple, list, frozenset):
        return origin(_in(arguments[0], one) for one in value)
    if origin is not None and isinstance(value, Mapping):
        return {key: _in(arguments[1], one) for key, one in value.items()}
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and (issubclass(hint, Decimal) or issubclass(hint, Enum)):
        return hint(value)
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint, value)
    return value
