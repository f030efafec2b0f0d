"""Landing rows that a room holds in memory or streams."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiwang.access.api import Actor, require
from yiwang.lake.errors import SchemaClash
from yiwang.lake.queries import snapshot_of, table
from yiwang.lake.rules.drift import delivery
from yiwang.lake.services.add_files import commit_staged
from yiwang.lake.storage.durable import full_disk_named
from yiwang.lake.storage.place import staging
from yiwang.lake.types import Column, SnapshotView
from yiwang.text import Text

if TYPE_CHECKING:
    from typing import TypeAlias

    import pyarrow as pa

    #: A table, a reader, or batches as they come.
    Rows: TypeAlias = pa.Table | pa.RecordBatchReader | Iterable[pa.RecordBatch]


def append(
    name: str, data: "Rows", *, load_id: str, by: Actor, summary: Mapping[str, Any] | None = None
) -> SnapshotView:
    """Land rows once: a `load_id` that landed before brings back its first snapshot and `data` is not looked at.

    Columns that need not be filled may be left out; a moment with a zone becomes the city's wall clock. Rows are
    streamed to disk, so `data` may be larger than memory.

    Raises:
        Refused, NoSuchTable.
        SchemaClash: unknown or missing columns, types or values that do not fit; nothing landed.
        DiskFull: nothing landed; the same load may be sent again.
    """
    require(by, "lake.write")
    if standing := snapshot_of(name, load_id):
        return standing
    folder = staging(name, f"rows:{load_id}")
    try:
        files = stage(name, data, folder)
        return commit_staged(name, files, load_id=load_id, kind="append", by=by, summary=summary or {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stage(name: str, data: "Rows", folder: Path) -> list[Path]:
    """Write rows of a table as files into a folder; raises SchemaClash, DiskFull."""
    import pyarrow as pa

    from yiwang.lake.storage.writing import write

    view = table(name)
    with full_disk_named():
        try:
            return write(_checked(name, data, view.columns), view.columns, view.partition_by, folder)
        except pa.ArrowInvalid as problem:
            detail = str(problem).splitlines()[0]
            raise SchemaClash(
                name, [Text(f"有取值不合类型（{detail}）", f"a value does not fit ({detail})")]
            ) from problem


def _checked(name: str, data: "Rows", columns: tuple[Column, ...]) -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    batches = data.to_batches() if isinstance(data, pa.Table) else data
    checked: pa.Schema | None = None
    if isinstance(data, pa.Table | pa.RecordBatchReader):
        checked = _check(name, data.schema, columns)
    for batch in batches:
        if batch.schema is not checked and batch.schema != checked:
            checked = _check(name, batch.schema, columns)
        yield batch


def _check(name: str, schema: "pa.Schema", columns: tuple[Column, ...]) -> "pa.Schema":
    clashes = delivery(columns, dict(zip(schema.names, schema.types, strict=True)))
    if clashes:
        raise SchemaClash(name, clashes)
    return schema
