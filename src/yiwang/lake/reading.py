"""Reading snapshots with DuckDB: in memory, in every process, from the list of files alone."""

import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from yiwang.calendar.api import CITY_ZONE
from yiwang.lake.queries import row_of, snapshot_at
from yiwang.lake.rules.column_types import duckdb_type
from yiwang.lake.storage import s3
from yiwang.lake.storage.durable import full_disk_named
from yiwang.lake.storage.place import on_s3, path_of, spill_folder
from yiwang.lake.types import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table as Iceberg


@contextmanager
def connect(*, memory: str = "2GB", threads: int = 2) -> "Iterator[DuckDBPyConnection]":
    """A DuckDB of one's own for the length of a block: in memory, without the network, spilling into the data folder.

    `memory` is DuckDB's budget ("512MB"); what exceeds it is spilled to disk. A full disk inside the block is raised
    as DiskFull.
    """
    import duckdb

    spill = spill_folder() / f"{os.getpid()}-{secrets.token_hex(6)}"
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        },
    )
    try:
        connection.execute(f"SET TimeZone = {literal(str(CITY_ZONE))}")
        if on_s3():
            s3.open_store(connection)
        with full_disk_named():
            yield connection
    finally:
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)


def view(
    connection: "DuckDBPyConnection",
    alias: str,
    name: str,
    *,
    snapshot_id: int | None = None,
    as_of: datetime | None = None,
    beyond: Collection[str] = (),
) -> None:
    """Make `alias` a view of a table at a snapshot (the newest by default); its columns have the table's names and types.

    Files named in `beyond` (as `files` names them) are left out: what is left is what a later snapshot added to them.

    Raises NoSuchTable, NoSuchSnapshot, DeletesFound.
    """
    select, _ = relation(name, snapshot_id=snapshot_id, as_of=as_of, beyond=beyond)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(alias)} AS {select}")


def relation(
    name: str,
    *,
    snapshot_id: int | None = None,
    as_of: datetime | None = None,
    beyond: Collection[str] = (),
) -> tuple[str, tuple[str, ...]]:
    """The SELECT over a snapshot's files, and those files; raises as `view`."""
    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.manifests import data_files

    row = row_of(name)
    columns = [Column(**one) for one in row.columns]
    at = snapshot_at(name, snapshot_id=snapshot_id, as_of=as_of)
    iceberg = catalog().load_table(name)
    found = data_files(iceberg, iceberg.snapshot_by_id(at.snapshot_id)) if at else ()
    if beyond:
        left_out = frozenset(beyond)
        found = tuple(one for one in found if path_of(one.file_path) not in left_out)
    if not found:
        empty = ", ".join(f"NULL::{duckdb_type(one.type)} AS {quoted(one.name)}" for one in columns)
        return f"SELECT {empty} WHERE false", ()
    return select_over(columns, iceberg, found), tuple(path_of(one.file_path) for one in found)


def select_over(columns: Sequence[Column], iceberg: "Iceberg", found: "Sequence[DataFile]") -> str:
    """The SELECT over some files of a table, in the table's columns and types."""
    # Which columns a file has is in its manifest; files that differ are matched by name, and what none has is empty.
    held = [frozenset(one.value_counts or ()) for one in found]
    anywhere = frozenset().union(*held)
    ids = {field.name: field.field_id for field in iceberg.schema().fields}
    selected = ", ".join(
        f"CAST({quoted(one.name) if ids[one.name] in anywhere else 'NULL'} AS {duckdb_type(one.type)})"
        f" AS {quoted(one.name)}"
        for one in columns
    )
    listed = ", ".join(literal(path_of(one.file_path)) for one in found)
    options = f"union_by_name = {'true' if len(set(held)) > 1 else 'false'}, hive_partitioning = false"
    # Names are checked when a table is defined, and paths are quoted.
    return f"SELECT {selected} FROM read_parquet([{listed}], {options})"  # noqa: S608


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
