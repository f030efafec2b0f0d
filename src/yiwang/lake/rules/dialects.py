"""One question, several engines: written and checked in DuckDB's SQL, put into another engine's words by sqlglot."""

from sqlglot import ErrorLevel, exp
from sqlglot.errors import UnsupportedError

from yiwang.text import Text

#: DuckDB's types as Spark has them. Our timestamps have no zone.
_SPARK_TYPES = {"VARCHAR": "STRING", "INTEGER": "INT", "TIMESTAMP": "TIMESTAMP_NTZ"}


def in_spark(statement: exp.Query) -> str | Text:
    """A checked statement in Spark's SQL, or what Spark has no words for."""
    try:
        return statement.sql("spark", unsupported_level=ErrorLevel.RAISE)
    except UnsupportedError as problem:
        line = str(problem).splitlines()[0]
        return Text(f"Spark 无法表达（{line}）", f"Spark has no words for it ({line})")


def spark_type(duckdb_type: str) -> str:
    """A type of a lake column as Spark calls it."""
    return _SPARK_TYPES.get(duckdb_type, duckdb_type)
