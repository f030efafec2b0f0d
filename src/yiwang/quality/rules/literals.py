"""Values and names as DuckDB reads them: quoted here and nowhere else."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yiwang.quality.types import Field

_TYPES = {
    "string": "VARCHAR",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "double": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "boolean": "BOOLEAN",
}


def name(text: str) -> str:
    """A quoted identifier."""
    return '"' + text.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A quoted value: text, number, truth value, day or moment."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return repr(value) if not isinstance(value, Decimal) else str(value)
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value.replace(tzinfo=None).isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"


def sql_type(field: Field) -> str:
    """The DuckDB type of a column."""
    return f"DECIMAL{field.type[7:]}" if field.type.startswith("decimal(") else _TYPES[field.type]
