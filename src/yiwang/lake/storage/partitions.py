"""Partitions: the values that part a table's rows into files, in our terms and in Iceberg's."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from pyiceberg.manifest import DataFile
from pyiceberg.table import Table as Iceberg
from pyiceberg.utils.datetime import days_to_date, micros_to_timestamp

from yiwang.lake.errors import BadPartition
from yiwang.lake.storage.manifests import data_files
from yiwang.lake.storage.writing import cast
from yiwang.lake.types import TableView
from yiwang.text import Text


def values_of(file: DataFile, types: Sequence[str]) -> tuple[Any, ...]:
    """The values of a file's partition, in the order of the partition columns. Iceberg keeps days and moments as numbers."""
    return tuple(_plain(file.partition[number], kind) for number, kind in enumerate(types))


def wanted(view: TableView, partition: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of a named partition in the columns' types.

    Raises BadPartition unless exactly the partition columns are named, each with a value of its type (or None).
    """
    if set(partition) != set(view.partition_by):
        listed = "、".join(view.partition_by) or "{}"
        raise BadPartition(view.name, Text(f"分区列为 {listed}", f"partition columns are {listed}"))
    found = []
    for column, kind in zip(view.partition_by, types_of(view), strict=True):
        try:
            found.append(cast(pa.array([partition[column]]), kind)[0].as_py())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as problem:
            value = str(partition[column])[:80]
            what = Text(
                f"列 {column} 应为 {kind}，“{value}”不是", f"column {column} is {kind}, “{value}” is not"
            )
            raise BadPartition(view.name, what) from problem
    return tuple(found)


def types_of(view: TableView) -> tuple[str, ...]:
    """The types of a table's partition columns."""
    types = {one.name: one.type for one in view.columns}
    return tuple(types[name] for name in view.partition_by)


def files_of(iceberg: Iceberg, types: Sequence[str], values: tuple[Any, ...]) -> list[DataFile]:
    """The files of one partition in the table as it is now."""
    return [one for one in data_files(iceberg, iceberg.current_snapshot()) if values_of(one, types) == values]


def _plain(value: Any, kind: str) -> Any:
    if kind == "date" and isinstance(value, int):
        return days_to_date(value)
    if kind == "timestamp" and isinstance(value, int):
        return micros_to_timestamp(value)
    return value
