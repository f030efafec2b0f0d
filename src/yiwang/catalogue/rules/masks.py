"""From a field's grade and category to SQL that shows as much of it as a reader may see.

The shapes are those of `yiwang.codes` (mask_name, mask_mobile, mask_resident_id): the same value masked by either is
the same text. The SQL is DuckDB's; every function used is also Spark's after transpiling.
"""

import tomllib
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from yiwang.catalogue.types import FieldView

_FILE = Path(__file__).parents[1] / "data" / "masks.toml"


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def hidden_from() -> int:
    """From which grade on nothing at all is shown without the clearance."""
    return int(_table()["hidden_from"])


def shape_of(field: FieldView, clearance: int) -> str:
    """How a field is shown: `clear`, or the mask's shape."""
    if field.grade <= clearance:
        return "clear"
    if field.grade >= hidden_from():
        return "hidden"
    return next((rule["shape"] for rule in _table()["mask"] if _fits(rule, field)), "hidden")


def _fits(rule: Mapping[str, Any], field: FieldView) -> bool:
    if "match" in rule and not any(
        fnmatchcase(name, pattern)
        for pattern in rule["match"]
        for name in (field.element, field.name)
        if name
    ):
        return False
    category = rule.get("category", "")
    if category and not f"{field.category}.".startswith(f"{category}."):
        return False
    return "type" not in rule or field.type == rule["type"] or (rule["type"] == "C" and field.type == "M")


def mask_sql(field: FieldView, expression: str, clearance: int) -> str:
    """SQL for a field as a reader with `clearance` sees it; `expression` is the column (`"mobile"`, `t."mobile"`).

    A masked value is text, and NULL stays NULL.
    """
    return _SHAPES[shape_of(field, clearance)](expression)


def _keep(expression: str, first: int, last: int) -> str:
    text = f"CAST({expression} AS VARCHAR)"
    whole = first + last
    return (
        f"CASE WHEN {expression} IS NULL THEN NULL"
        f" WHEN LENGTH({text}) <= {whole} THEN SUBSTR({text}, 1, 1) || REPEAT('*', GREATEST(LENGTH({text}) - 1, 0))"
        f" ELSE SUBSTR({text}, 1, {first}) || REPEAT('*', LENGTH({text}) - {whole})"
        + (f" || SUBSTR({text}, LENGTH({text}) - {last - 1}, {last})" if last else "")
        + " END"
    )


def _address(expression: str) -> str:
    """The division (six characters: city and county mostly) and nothing of street and house."""
    text = f"CAST({expression} AS VARCHAR)"
    return (
        f"CASE WHEN {expression} IS NULL THEN NULL"
        f" ELSE SUBSTR({text}, 1, LEAST(6, LENGTH({text}) / 2)) || '****' END"
    ).replace("LENGTH(" + text + ") / 2", f"CAST(FLOOR(LENGTH({text}) / 2.0) AS INTEGER)")


def _email(expression: str) -> str:
    text = f"CAST({expression} AS VARCHAR)"
    return (
        f"CASE WHEN {expression} IS NULL THEN NULL"
        f" WHEN STRPOS({text}, '@') = 0 THEN SUBSTR({text}, 1, 1) || '****'"
        f" ELSE SUBSTR({text}, 1, 1) || '****' || SUBSTR({text}, STRPOS({text}, '@')) END"
    )


def _year(expression: str) -> str:
    return f"CASE WHEN {expression} IS NULL THEN NULL ELSE SUBSTR(CAST({expression} AS VARCHAR), 1, 4) || '-**-**' END"


_SHAPES: Mapping[str, Callable[[str], str]] = {
    "clear": lambda expression: expression,
    "number": lambda expression: _keep(expression, 3, 4),
    "account": lambda expression: _keep(expression, 0, 4),
    "name": lambda expression: _keep(expression, 1, 0),
    "address": _address,
    "email": _email,
    "year": _year,
    "hidden": lambda expression: f"CASE WHEN {expression} IS NULL THEN NULL ELSE '****' END",
}
