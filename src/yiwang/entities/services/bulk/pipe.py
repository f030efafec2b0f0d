"""Columns between DuckDB and PostgreSQL, as CSV files that both read and write at their full speed."""

import os
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BLOCK = 1 << 20


def hexed(uuid: str) -> str:
    """A UUID column as PostgreSQL reads its 16 bytes."""
    return f"'\\x' || replace(CAST({uuid} AS VARCHAR), '-', '')"


def moment(microseconds: int) -> datetime:
    """A moment that DuckDB gave as `epoch_us`."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def hand_over(duck: "DuckDBPyConnection", select: str, into: str) -> int:
    """Copy the rows of a DuckDB query into a PostgreSQL table (`name (columns)`); gives how many.

    Through a pipe, so that the one writes while the other makes: neither waits for the whole.
    """
    read_end, write_end = os.pipe()
    rows, problems = [0], list[Exception]()

    def make() -> None:
        try:
            made = duck.execute(
                f"COPY ({select}) TO '/dev/fd/{write_end}' (FORMAT csv, HEADER false, USE_TMP_FILE false)"
            )
            rows[0] = int((made.fetchone() or (0,))[0])
        except Exception as problem:
            problems.append(problem)
        finally:
            os.close(write_end)

    maker = threading.Thread(target=make)
    maker.start()
    try:
        with (
            os.fdopen(read_end, "rb") as read,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN (FORMAT csv)") as copy,
        ):
            while block := read.read(_BLOCK):
                copy.write(block)
            if problems:
                raise problems[0]
    finally:
        # Its pipe is closed: whatever happened here, it comes to its end.
        maker.join()
    return rows[0]


def fetch(select: str, file: Path) -> None:
    """Write the rows of a PostgreSQL query into a file."""
    with (
        connection.cursor() as cursor,
        file.open("wb") as write,
        cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv)") as copy,
    ):
        for block in copy:
            write.write(block)


def take(duck: "DuckDBPyConnection", table: str, file: Path, columns: Mapping[str, str]) -> None:
    """Make a DuckDB table of such a file."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    path = str(file).replace("'", "''")
    duck.execute(f"""
        CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM read_csv('{path}', header = false, auto_detect = false,
        delim = ',', quote = '"', escape = '"', columns = {{{types}}}, max_line_size = 64000000)""")
    file.unlink()
