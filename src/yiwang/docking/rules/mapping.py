"""From our record to a platform's body: its field names, constants and prefixes, written as data."""

from collections.abc import Mapping
from typing import Any


def mapped(record: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """The body a platform wants. `fields`: target = "source", "=constant" or "prefix|source"; the rest stays as named.

    A source that is renamed does not also appear under its old name. Fields without a value are left out.
    """
    body = dict(record)
    renamed = {}
    for target, expression in fields.items():
        if expression.startswith("="):
            renamed[target] = expression[1:]
            continue
        prefix, bar, source = expression.partition("|")
        name = source if bar else prefix
        value = record.get(name)
        body.pop(name, None)
        if value not in (None, ""):
            renamed[target] = f"{prefix}{value}" if bar else value
    body |= renamed
    return {name: value for name, value in body.items() if value not in (None, "")}
