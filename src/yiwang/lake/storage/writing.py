"""Writing rows as Parquet files of the lake: zstd, one partition a file, rolled at about the target size."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yiwang.calendar.api import CITY_ZONE
from yiwang.lake.rules.column_types import arrow_type
from yiwang.lake.rules.packing import GROUP_ROWS, TARGET_BYTES
from yiwang.lake.types import Column


def conform(batch: pa.RecordBatch, columns: Sequence[Column]) -> pa.Table:
    """A batch in the table's columns and types, what was not delivered empty. Raises pa.ArrowInvalid if a value does not fit."""
    given = set(batch.schema.names)
    arrays = [
        cast(batch.column(column.name), column.type)
        if column.name in given
        else pa.nulls(batch.num_rows, arrow_type(column.type))
        for column in columns
    ]
    return pa.table(arrays, names=[column.name for column in columns])


def write(
    batches: Iterable[pa.RecordBatch], columns: Sequence[Column], partition_by: Sequence[str], folder: Path
) -> list[Path]:
    """Write batches into a folder and return the files; memory stays at some row groups a partition."""
    writers: dict[tuple[Any, ...], _Roll] = {}
    files: list[Path] = []
    try:
        for batch in batches:
            if batch.num_rows:
                for key, part in _by_partition(conform(batch, columns), partition_by):
                    roll = writers.setdefault(key, _Roll(folder, files))
                    roll.add(part)
    finally:
        for roll in writers.values():
            roll.close()
    return files


class _Roll:
    """The files of one partition: rows are gathered to row groups, files to the target size."""

    def __init__(self, folder: Path, files: list[Path]) -> None:
        self._folder, self._files = folder, files
        self._parts: list[pa.Table] = []
        self._rows = 0
        self._writer: pq.ParquetWriter | None = None

    def add(self, part: pa.Table) -> None:
        self._parts.append(part)
        self._rows += part.num_rows
        if self._rows >= GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        try:
            self._flush()
        finally:
            self._end()

    def _flush(self) -> None:
        if not self._rows:
            return
        gathered = pa.concat_tables(self._parts)
        self._parts, self._rows = [], 0
        if self._writer is None:
            path = self._folder / f"{secrets.token_hex(12)}.parquet"
            self._files.append(path)
            self._sink = path.open("xb")
            self._writer = pq.ParquetWriter(self._sink, gathered.schema, compression="zstd")
        self._writer.write_table(gathered, row_group_size=GROUP_ROWS)
        if self._sink.tell() >= TARGET_BYTES:
            self._end()

    def _end(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            try:
                writer.close()
            finally:
                self._sink.close()


def _by_partition(table: pa.Table, partition_by: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], pa.Table]]:
    if not partition_by:
        yield (), table
        return
    for key in table.select(partition_by).group_by(list(partition_by)).aggregate([]).to_pylist():
        yield tuple(key.values()), table.filter(_matches(table, key))


def _matches(table: pa.Table, key: Mapping[str, Any]) -> pa.ChunkedArray:
    mask = None
    for name, value in key.items():
        column = table[name]
        same = pc.is_null(column) if value is None else pc.equal(column, pa.scalar(value, column.type))
        same = pc.fill_null(same, False)
        mask = same if mask is None else pc.and_(mask, same)
    return mask


def cast(array: pa.Array, kind: str) -> pa.Array:
    """Values as a type of the lake; raises pa.ArrowInvalid if one does not fit."""
    wanted = arrow_type(kind)
    if pa.types.is_timestamp(array.type) and array.type.tz is not None:
        # A moment becomes the city's wall clock.
        array = pc.local_timestamp(array.cast(pa.timestamp("us", tz=str(CITY_ZONE))))
    if pa.types.is_integer(array.type) and pa.types.is_decimal(wanted):
        # Arrow takes an integer into a decimal only if all its digits might fit.
        array = array.cast(pa.decimal128(19 + wanted.scale if wanted.scale < 20 else 38, wanted.scale))
    return array if array.type == wanted else array.cast(wanted)
