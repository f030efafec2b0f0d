"""From a staged Parquet file to a data file of the table."""

import os
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyiceberg.io.pyarrow import parquet_file_to_data_file
from pyiceberg.manifest import DataFile
from pyiceberg.table import Table as Iceberg

from yiwang.lake.errors import BadPartition, NotStaged, SchemaClash
from yiwang.lake.rules.column_types import fits_in_file
from yiwang.lake.rules.drift import delivery
from yiwang.lake.storage.durable import make_file_durable, make_folder_durable
from yiwang.lake.storage.place import make_private, path_of
from yiwang.lake.types import Column
from yiwang.text import Text


def check_file(name: str, path: Path, columns: Sequence[Column]) -> pq.FileMetaData:
    """The footer of a file that may be committed as it lies; raises NotStaged, SchemaClash."""
    try:
        footer = pq.read_metadata(path)
    except (OSError, pa.ArrowInvalid) as problem:
        raise NotStaged(path.name) from problem
    schema = footer.schema.to_arrow_schema()
    clashes = delivery(columns, dict(zip(schema.names, schema.types, strict=True)), fits_in_file)
    if clashes:
        raise SchemaClash(name, clashes)
    return footer


def missing_values(footer: pq.FileMetaData, columns: Sequence[Column]) -> tuple[Text, ...]:
    """The required columns that are empty in some row of a file."""
    needed = {column.name for column in columns if column.required}
    empty: dict[str, int] = {}
    for group in range(footer.num_row_groups):
        for position in range(footer.num_columns):
            chunk = footer.row_group(group).column(position)
            if chunk.path_in_schema in needed and chunk.statistics is not None:
                count = chunk.statistics.null_count or 0
                empty[chunk.path_in_schema] = empty.get(chunk.path_in_schema, 0) + count
    return tuple(
        Text(f"必填列 {name} 有 {count} 行为空", f"required column {name} is empty in {count} rows")
        for name, count in empty.items()
        if count
    )


def adopt(iceberg: Iceberg, staged: Sequence[Path]) -> list[DataFile]:
    """Put staged files under names of the table, durably, and describe them. The staged names stay until the commit.

    Raises BadPartition for a file with rows of several partitions.
    """
    data = f"{iceberg.location()}/data"
    placed = [f"{data}/{secrets.token_hex(16)}.parquet" for _ in staged]
    if data.startswith("file://"):
        folder = make_private(Path(path_of(data)))
        for path, location in zip(staged, placed, strict=True):
            make_file_durable(path)
            _link(path, Path(path_of(location)))
        make_folder_durable(folder)
    else:
        for path, location in zip(staged, placed, strict=True):
            with path.open("rb") as source, iceberg.io.new_output(location).create() as target:
                shutil.copyfileobj(source, target, 8 * 2**20)
    return [_described(iceberg, location, path) for path, location in zip(staged, placed, strict=True)]


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:
        # Another file system: staged files of a restored or moved lake.
        shutil.copyfile(path, target)
        make_file_durable(target)


def _described(iceberg: Iceberg, location: str, staged: Path) -> DataFile:
    try:
        return parquet_file_to_data_file(iceberg.io, iceberg.metadata, location)
    except ValueError as problem:
        if "partition" not in str(problem):
            raise
        what = Text(f"{staged.name} 含有多个分区的数据", f"{staged.name} holds rows of several partitions")
        raise BadPartition(".".join(iceberg.name()), what) from problem
