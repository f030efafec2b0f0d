"""Asking the lake in SQL."""

from collections.abc import Mapping, Sequence
from threading import Timer
from typing import TYPE_CHECKING, Any

from yiwang.lake.errors import BadQuery, TookTooLong, TooMuchMemory
from yiwang.lake.reading import connect, literal, quoted, relation
from yiwang.lake.types import TableAt
from yiwang.text import Text

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def query(
    sql: str,
    tables: Mapping[str, str | TableAt],
    parameters: Sequence[Any] | Mapping[str, Any] = (),
    limit: int | None = None,
    *,
    memory: str = "2GB",
    threads: int = 2,
    seconds: float = 600,
) -> "pa.Table":
    """The answer to one SELECT (DuckDB's SQL) over tables given by the names it uses; `limit` cuts it, after `seconds` it is stopped.

    Two locks: the statement is parsed and only what is allowed passes; and DuckDB itself may open the files of
    these snapshots and nothing else.

    Raises:
        BadQuery: not a plain SELECT over the named tables, or DuckDB finds a fault in it.
        NoSuchTable, NoSuchSnapshot, DeletesFound, TooMuchMemory, TookTooLong.
    """
    import duckdb

    from yiwang.lake.rules.statement import parse

    statement = parse(sql, tables)
    if isinstance(statement, Text):
        raise BadQuery(statement)
    with connect(memory=memory, threads=threads) as connection:
        allowed: list[str] = []
        for alias, wanted in tables.items():
            at = wanted if isinstance(wanted, TableAt) else TableAt(wanted)
            select, paths = relation(at.name, snapshot_id=at.snapshot_id, as_of=at.as_of)
            connection.execute(f"CREATE TEMP VIEW {quoted(alias)} AS {select}")
            allowed += paths
        listed = ", ".join(literal(path) for path in allowed)
        connection.execute(f"SET allowed_paths = [{listed}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        timer = Timer(seconds, connection.interrupt)
        timer.start()
        try:
            return _ask(connection, sql, parameters, limit)
        except duckdb.InterruptException as problem:
            raise TookTooLong(seconds) from problem
        finally:
            timer.cancel()


def _ask(
    connection: "duckdb.DuckDBPyConnection",
    sql: str,
    parameters: Sequence[Any] | Mapping[str, Any],
    limit: int | None,
) -> "pa.Table":
    import duckdb

    whole = sql.strip().rstrip(";")
    # The statement was parsed and let pass; a limit is put around it.
    text = whole if limit is None else f"SELECT * FROM (\n{whole}\n) LIMIT {int(limit)}"  # noqa: S608
    try:
        return connection.execute(text, parameters).to_arrow_table()
    except duckdb.OutOfMemoryException as problem:
        raise TooMuchMemory from problem
    except (
        duckdb.ParserException,
        duckdb.BinderException,
        duckdb.CatalogException,
        duckdb.ConversionException,
        duckdb.InvalidInputException,
        duckdb.OutOfRangeException,
        duckdb.PermissionException,
    ) as problem:
        line = str(problem).splitlines()[0]
        raise BadQuery(Text(line, line)) from problem
