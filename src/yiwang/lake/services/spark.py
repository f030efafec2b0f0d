"""The same question on the same files, asked of a Spark cluster: for a city that has outgrown one machine."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yiwang.lake.errors import BadQuery
from yiwang.lake.queries import files, table
from yiwang.lake.rules.column_types import duckdb_type
from yiwang.lake.types import TableAt
from yiwang.text import Text

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession


def query_on_spark(session: "SparkSession", sql: str, tables: Mapping[str, str | TableAt]) -> "pa.Table":
    """The answer of a Spark session to one SELECT in DuckDB's SQL; the statement passes the same lock as in `query`.

    Every node of the cluster must see the lake's files under the same paths or URLs. What the two engines answer
    differently is listed in docs/lake.md.

    Raises:
        BadQuery: not a plain SELECT over the named tables, or Spark has no words for a part of it.
        NoSuchTable, NoSuchSnapshot, DeletesFound.
    """
    from yiwang.lake.rules.dialects import in_spark
    from yiwang.lake.rules.statement import parse

    statement = parse(sql, tables)
    text = statement if isinstance(statement, Text) else in_spark(statement)
    if isinstance(text, Text):
        raise BadQuery(text)
    for alias, wanted in tables.items():
        _view(session, alias, wanted if isinstance(wanted, TableAt) else TableAt(wanted))
    return session.sql(text).toArrow()


def _view(session: "SparkSession", alias: str, at: TableAt) -> None:
    from yiwang.lake.rules.dialects import spark_type

    schema = ", ".join(
        f"`{column.name}` {spark_type(duckdb_type(column.type))}" for column in table(at.name).columns
    )
    found = files(at.name, snapshot_id=at.snapshot_id, as_of=at.as_of)
    # With the schema given, files are matched by name, and a column that a file lacks is empty.
    reader = session.read.schema(schema)
    frame = reader.parquet(*found) if found else session.createDataFrame([], schema)
    frame.createOrReplaceTempView(alias)
