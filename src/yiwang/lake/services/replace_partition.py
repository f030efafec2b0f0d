"""Replacing all rows of one partition."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yiwang.access.api import Actor, require
from yiwang.lake.errors import BadPartition
from yiwang.lake.queries import snapshot_of, table
from yiwang.lake.rules.column_types import arrow_type
from yiwang.lake.services.add_files import check, forget_staged
from yiwang.lake.services.append import stage
from yiwang.lake.services.land import land
from yiwang.lake.storage.place import staging
from yiwang.lake.types import SnapshotView, TableView
from yiwang.text import Text

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table as Iceberg

    from yiwang.lake.services.append import Rows


def replace_partition(
    name: str,
    partition: Mapping[str, Any],
    data: "Rows",
    *,
    load_id: str,
    by: Actor,
    summary: Mapping[str, Any] | None = None,
) -> SnapshotView:
    """Put rows in the place of a partition's, once a `load_id`. Rows need not carry the partition's columns.

    Without partition columns the whole table is the one partition, named `{}`.

    Raises:
        BadPartition: not every partition column is named, or a row belongs elsewhere; nothing changed.
        Refused, NoSuchTable, SchemaClash, DiskFull: as `append`.
    """
    from yiwang.lake.storage.arriving import adopt
    from yiwang.lake.storage.partitions import files_of, types_of, values_of, wanted

    require(by, "lake.write")
    view = table(name)
    types, values = types_of(view), wanted(view, partition)
    if standing := snapshot_of(name, load_id):
        return standing
    folder = staging(name, f"rows:{load_id}")
    try:
        files = stage(name, _within(view, values, data), folder)
        filled = check(name, files)

        def change(iceberg: "Iceberg") -> "tuple[Sequence[DataFile], Sequence[DataFile]]":
            added = adopt(iceberg, filled)
            if any(values_of(file, types) != values for file in added):
                what = Text("有数据不属于所替换的分区", "some rows belong to another partition")
                raise BadPartition(name, what)
            return added, files_of(iceberg, types, values)

        snapshot, _ = land(name, load_id=load_id, kind="replace", by=by, summary=summary or {}, change=change)
        transaction.on_commit(lambda: forget_staged(files))
        return snapshot
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _within(view: TableView, values: tuple[Any, ...], data: "Rows") -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    types = {column.name: column.type for column in view.columns}
    for batch in data.to_batches() if isinstance(data, pa.Table) else data:
        for column, value in zip(view.partition_by, values, strict=True):
            if column not in batch.schema.names:
                filling = pa.repeat(pa.scalar(value, arrow_type(types[column])), batch.num_rows)
                batch = batch.append_column(column, filling)
        yield batch
