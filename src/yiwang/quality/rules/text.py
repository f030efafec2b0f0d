"""Rules as the text of a pack's quality file: what is exported can be put into a pack and means the same."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

_ORDER = (
    "id",
    "check",
    "column",
    "columns",
    "severity",
    "dimension",
    "indicator",
    "weight",
    "tolerance",
    "when",
)


def as_text(resource: str, tables: Iterable[Mapping[str, Any]]) -> str:
    """The TOML of a resource's rules, from their stored tables."""
    lines = [f"resource = {_value(resource)}"]
    for table in tables:
        lines += ["", "[[rule]]"]
        keys = [key for key in _ORDER if key in table] + sorted(set(table) - {*_ORDER, "zh", "en"})
        lines += [f"{key} = {_written(key, table[key])}" for key in (*keys, "zh", "en")]
    return "\n".join(lines) + "\n"


def _written(key: str, value: Any) -> str:
    # Days are stored as ISO text, which is TOML's own way to write a day.
    return str(value) if key in ("valid_from", "valid_to") else _value(value)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False)
