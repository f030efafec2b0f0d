"""The commit that every change of a table ends in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.lake.facts import SnapshotCommitted
from yiwang.lake.models import Commit, Table
from yiwang.lake.queries import row_of, snapshot_of, snapshot_view
from yiwang.lake.services.hold import hold
from yiwang.lake.storage.durable import full_disk_named
from yiwang.lake.types import SnapshotView
from yiwang.ledger import api as ledger

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table as Iceberg

    #: Given the table as it is now, which files come and which go.
    Change = Callable[[Iceberg], tuple[Sequence[DataFile], Sequence[DataFile]]]


def land(
    name: str, *, load_id: str, kind: str, by: Actor, summary: Mapping[str, Any], change: "Change"
) -> tuple[SnapshotView, bool]:
    """Commit a change once; returns its snapshot, and whether it was this call that made it.

    Everything happens in the caller's transaction if there is one: the pointer, the row of the commit, the ledger and
    the fact stand or fall together.
    """
    from yiwang.lake.storage.catalog import catalog

    with full_disk_named(), transaction.atomic():
        hold(name)
        if standing := snapshot_of(name, load_id):
            return standing, False
        row = row_of(name)
        iceberg = catalog().load_table(name)
        added, removed = change(iceberg)
        snapshot_id = _commit(iceberg, added, removed, {"load-id": load_id, "yiwang.kind": kind})
        commit = _record(row, iceberg, snapshot_id, load_id, kind, by, summary, added, removed)
        _tell(row, commit)
        return snapshot_view(commit), True


def _commit(
    iceberg: "Iceberg", added: "Iterable[DataFile]", removed: "Sequence[DataFile]", properties: dict[str, str]
) -> int:
    change = iceberg.transaction()
    starting = change.update_snapshot(snapshot_properties=properties)
    producer = starting.overwrite() if removed else starting.merge_append()
    for file in added:
        producer.append_data_file(file)
    for file in removed:
        producer.delete_data_file(file)
    producer.commit()
    change.commit_transaction()
    return producer.snapshot_id


def _record(
    row: Table,
    iceberg: "Iceberg",
    snapshot_id: int,
    load_id: str,
    kind: str,
    by: Actor,
    summary: Mapping[str, Any],
    added: "Sequence[DataFile]",
    removed: "Sequence[DataFile]",
) -> Commit:
    snapshot = iceberg.snapshot_by_id(snapshot_id)
    assert snapshot is not None
    row.rows += _rows(added) - _rows(removed)
    row.bytes += _bytes(added) - _bytes(removed)
    row.files += len(added) - len(removed)
    row.snapshot_id = snapshot_id
    row.changed_at = datetime.fromtimestamp(snapshot.timestamp_ms / 1000, UTC)
    row.save(update_fields=["rows", "bytes", "files", "snapshot_id", "changed_at"])
    return Commit.objects.create(
        table=row,
        load_id=load_id,
        snapshot_id=snapshot_id,
        kind=kind,
        rows=_rows(added),
        removed_rows=_rows(removed),
        total_rows=row.rows,
        total_bytes=row.bytes,
        total_files=row.files,
        summary=dict(summary),
        by_ref=by.ref,
        at=row.changed_at,
    )


def _tell(row: Table, commit: Commit) -> None:
    ledger.record(
        f"lake.{commit.kind}",
        by=commit.by_ref,
        subject=f"lake:{row.name}",
        detail={
            "load": commit.load_id,
            "snapshot": str(commit.snapshot_id),
            "rows": commit.rows,
            "removed_rows": commit.removed_rows,
        },
    )
    bus.publish(
        SnapshotCommitted(
            table=row.name, snapshot_id=commit.snapshot_id, load_id=commit.load_id, rows=commit.rows
        )
    )


def _rows(files: "Sequence[DataFile]") -> int:
    return sum(file.record_count for file in files)


def _bytes(files: "Sequence[DataFile]") -> int:
    return sum(file.file_size_in_bytes for file in files)
