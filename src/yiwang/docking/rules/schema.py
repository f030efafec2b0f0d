"""Checking a body against the description of its kind (`data/schemas.toml`)."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

Schema = Mapping[str, str]
_TIME = re.compile(r"^\d{8}T\d{6}$")
_DATE = re.compile(r"^\d{8}$")


def problems(schema: Schema, body: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with each field; empty when all is well. Fields that the description does not name are problems too."""
    found = {name: "unknown field" for name in body if name not in schema}
    for name, line in schema.items():
        need, kind, *limits = line.split(" ")
        value = body.get(name)
        if value is None or value == "":
            if need == "required":
                found[name] = "missing"
        elif told := _wrong(kind, limits[0] if limits else "", value):
            found[name] = told
    return found


def _wrong(kind: str, limit: str, value: Any) -> str:
    if kind == "list":
        return "" if isinstance(value, list) else "not a list"
    if kind == "number":
        return "" if isinstance(value, int | float) and not isinstance(value, bool) else "not a number"
    if not isinstance(value, str):
        return "not a text"
    if kind == "code":
        return "" if value in limit.split(",") else f"not one of {limit}"
    if kind == "time":
        return "" if _TIME.match(value) and _real(value, "%Y%m%dT%H%M%S") else "not YYYYMMDDThhmmss"
    if kind == "date":
        return "" if _DATE.match(value) and _real(value, "%Y%m%d") else "not YYYYMMDD"
    return f"longer than {limit}" if len(value) > int(limit) else ""


def _real(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007  (local by the standard)
    except ValueError:
        return False
    return True
