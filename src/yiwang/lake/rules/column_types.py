"""The lake's types in Iceberg, Arrow and DuckDB."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.types import PrimitiveType

#: As Iceberg writes the type, as Arrow, as DuckDB.
_PLAIN: dict[str, tuple[str, str, str]] = {
    "string": ("string", "string", "VARCHAR"),
    "int": ("int", "int32", "INTEGER"),
    "bigint": ("long", "int64", "BIGINT"),
    "double": ("double", "float64", "DOUBLE"),
    "date": ("date", "date32", "DATE"),
    "timestamp": ("timestamp", "timestamp[us]", "TIMESTAMP"),
    "boolean": ("boolean", "bool", "BOOLEAN"),
}
_DECIMAL = re.compile(r"decimal\((\d{1,2}),\s*(\d{1,2})\)")


def is_type(name: str) -> bool:
    """Whether the lake has such a type."""
    return name in _PLAIN or decimal_of(name) is not None


def decimal_of(name: str) -> tuple[int, int] | None:
    """Precision and scale of `decimal(p,s)`, None for anything else."""
    found = _DECIMAL.fullmatch(name)
    if not found:
        return None
    precision, scale = int(found[1]), int(found[2])
    return (precision, scale) if 1 <= precision <= 38 and scale <= precision else None


def iceberg_type(name: str) -> "PrimitiveType":
    """The type as Iceberg stores it."""
    from pyiceberg.types import DecimalType, PrimitiveType

    decimal = decimal_of(name)
    return DecimalType(*decimal) if decimal else PrimitiveType.model_validate(_PLAIN[name][0])


def arrow_type(name: str) -> "pa.DataType":
    """The type as Arrow holds it in memory."""
    import pyarrow as pa

    decimal = decimal_of(name)
    return pa.decimal128(*decimal) if decimal else pa.type_for_alias(_PLAIN[name][1])


def duckdb_type(name: str) -> str:
    """The type as DuckDB calls it."""
    decimal = decimal_of(name)
    return "DECIMAL({},{})".format(*decimal) if decimal else _PLAIN[name][2]


def fits(wanted: str, given: "pa.DataType") -> bool:
    """Whether Arrow values of a type may be turned into the lake's type; single values may still not fit."""
    import pyarrow as pa

    if pa.types.is_dictionary(given):
        given = given.value_type
    if pa.types.is_null(given):
        return True
    if decimal_of(wanted):
        return bool(pa.types.is_decimal(given) or pa.types.is_integer(given))
    tests = {
        "string": (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
        "int": (pa.types.is_integer,),
        "bigint": (pa.types.is_integer,),
        "double": (pa.types.is_floating, pa.types.is_integer),
        "date": (pa.types.is_date,),
        "timestamp": (pa.types.is_timestamp,),
        "boolean": (pa.types.is_boolean,),
    }
    return bool(any(test(given) for test in tests[wanted]))


def fits_in_file(wanted: str, given: "pa.DataType") -> bool:
    """Whether a Parquet column may be committed as it lies: the same type, or one that Iceberg widens when reading."""
    import pyarrow as pa

    if given == arrow_type(wanted):
        return True
    if wanted == "string":
        return bool(pa.types.is_large_string(given) or pa.types.is_string_view(given))
    if wanted == "bigint":
        return bool(given == pa.int32())
    if wanted == "double":
        return bool(given == pa.float32())
    decimal = decimal_of(wanted)
    return bool(
        decimal and pa.types.is_decimal(given) and given.scale == decimal[1] and given.precision <= decimal[0]
    )
