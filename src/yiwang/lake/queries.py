"""Reading what the lake holds: tables, snapshots, and the files of one."""

from datetime import datetime

from yiwang.lake.errors import NoSuchSnapshot, NoSuchTable
from yiwang.lake.models import Commit, Table
from yiwang.lake.storage.place import path_of
from yiwang.lake.types import Column, FileView, SnapshotView, TableView


def table(name: str) -> TableView:
    """A table as it is now; raises NoSuchTable."""
    return view_of(row_of(name))


def tables(
    *, layer: str = "", text: str = "", after: str = "", limit: int | None = None
) -> tuple[TableView, ...]:
    """Tables by name; `after` is the last name of the page before. `text` is looked for in names."""
    rows = Table.objects.order_by("name")
    if layer:
        rows = rows.filter(name__startswith=f"{layer}.")
    if text:
        rows = rows.filter(name__icontains=text.strip())
    if after:
        rows = rows.filter(name__gt=after)
    return tuple(view_of(row) for row in rows[:limit])


def snapshots(name: str, *, before: int = 0, limit: int | None = None) -> tuple[SnapshotView, ...]:
    """The commits of a table, newest first, expired ones too; `before` is the last `id` of the page before."""
    rows = Commit.objects.filter(table=row_of(name)).select_related("table").order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    return tuple(snapshot_view(row) for row in rows[:limit])


def snapshot_of(name: str, load_id: str) -> SnapshotView | None:
    """What a load brought, however long ago; None if it has not landed."""
    row = Commit.objects.filter(table__name=name, load_id=load_id).select_related("table").first()
    return snapshot_view(row) if row else None


def snapshot_at(
    name: str, *, snapshot_id: int | None = None, as_of: datetime | None = None
) -> SnapshotView | None:
    """The snapshot with a number or the one that was newest at a time; the newest of all by default.

    None is the table before its first load. Raises NoSuchTable, NoSuchSnapshot.
    """
    row = row_of(name)
    commits = Commit.objects.filter(table=row).select_related("table").order_by("-id")
    if snapshot_id is not None:
        commits = commits.filter(snapshot_id=snapshot_id)
    elif as_of is not None:
        commits = commits.filter(at__lte=as_of)
    found = commits.first()
    if found is None and snapshot_id is None:
        return None
    if found is None or found.expired_at:
        raise NoSuchSnapshot(name, str(snapshot_id or as_of))
    return snapshot_view(found)


def files(name: str, *, snapshot_id: int | None = None, as_of: datetime | None = None) -> tuple[str, ...]:
    """The Parquet files of a snapshot, as paths (or URLs of an object store) that any engine opens.

    Raises NoSuchTable, NoSuchSnapshot, DeletesFound.
    """
    return tuple(one.path for one in file_views(name, snapshot_id=snapshot_id, as_of=as_of))


def file_views(
    name: str, *, snapshot_id: int | None = None, as_of: datetime | None = None
) -> tuple[FileView, ...]:
    """The files of a snapshot with their rows, bytes and partition; raises as `files`."""
    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.manifests import data_files
    from yiwang.lake.storage.partitions import types_of, values_of

    at = snapshot_at(name, snapshot_id=snapshot_id, as_of=as_of)
    if at is None:
        return ()
    iceberg, view = catalog().load_table(name), table(name)
    found = data_files(iceberg, iceberg.snapshot_by_id(at.snapshot_id))
    return tuple(
        FileView(
            path=path_of(one.file_path),
            rows=one.record_count,
            bytes=one.file_size_in_bytes,
            partition=dict(zip(view.partition_by, values_of(one, types_of(view)), strict=True)),
        )
        for one in found
    )


def row_of(name: str) -> Table:
    """The row of a table; raises NoSuchTable."""
    row = Table.objects.filter(name=name).first()
    if row is None:
        raise NoSuchTable(name)
    return row


def view_of(row: Table) -> TableView:
    """A row as others see it."""
    return TableView(
        name=row.name,
        columns=tuple(Column(**one) for one in row.columns),
        partition_by=tuple(row.partition_by),
        sort_by=tuple(row.sort_by),
        rows=row.rows,
        bytes=row.bytes,
        files=row.files,
        snapshot_id=row.snapshot_id,
        changed_at=row.changed_at,
    )


def snapshot_view(row: Commit) -> SnapshotView:
    """A commit as others see it."""
    return SnapshotView(
        id=row.pk,
        table=row.table.name,
        snapshot_id=row.snapshot_id,
        load_id=row.load_id,
        kind=row.kind,
        rows=row.rows,
        removed_rows=row.removed_rows,
        total_rows=row.total_rows,
        total_bytes=row.total_bytes,
        total_files=row.total_files,
        by=row.by_ref,
        at=row.at,
        expired=row.expired_at is not None,
        summary=row.summary,
    )
