"""Paths of answers: `staff.0.name` names one value, `staff[].name` the question for every row."""

from collections.abc import Iterable
from typing import Any

from yiwang.forms.types import Data

MISSING: Any = object()


def template_of(path: str) -> str:
    """The question a concrete path answers: `staff.0.name` → `staff[].name`."""
    out = ""
    for part in path.split("."):
        if part.isdigit():
            out += "[]"
        else:
            out += f".{part}" if out else part
    return out


def join(parts: Iterable[str | int]) -> str:
    """A concrete path from the parts a validator reports."""
    return ".".join(str(part) for part in parts)


def get(data: Any, path: str, default: Any = MISSING) -> Any:
    """The value at a concrete path, or `default` (MISSING) when any part is absent."""
    value = data
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return default
    return value


def put(data: Data, path: str, value: Any) -> None:
    """Set the value at a concrete path of objects, making the objects on the way."""
    *parents, last = path.split(".")
    here: Any = data
    for part in parents:
        here = here[int(part)] if isinstance(here, list) else here.setdefault(part, {})
    here[last] = value


def drop(data: Data, path: str) -> None:
    """Remove the value at a concrete path, and objects that become empty by it."""
    head, _, rest = path.partition(".")
    if not rest:
        data.pop(head, None)
        return
    child = data.get(head)
    if isinstance(child, dict):
        drop(child, rest)
        if not child:
            del data[head]
