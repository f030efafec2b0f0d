"""Columns of the lake for an Arrow result."""

import pyarrow as pa

from yiwang.lake.api import Column

_WIDEST = 38


def columns_of(schema: pa.Schema) -> tuple[Column, ...]:
    """The lake's columns for a schema; what it has no type for is text."""
    return tuple(Column(one.name, _type(one.type)) for one in schema)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_date(kind):
        return "date"
    if pa.types.is_timestamp(kind):
        return "timestamp"
    if pa.types.is_floating(kind):
        return "double"
    if pa.types.is_integer(kind):
        return "int" if kind.bit_width < 64 and pa.types.is_signed_integer(kind) else "bigint"
    if pa.types.is_decimal(kind):
        # DuckDB sums whole numbers as decimals of 38 digits: they are counts, and counts are whole.
        whole = kind.precision == _WIDEST and kind.scale == 0
        return "bigint" if whole else f"decimal({kind.precision},{kind.scale})"
    return "string"
