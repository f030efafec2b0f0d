"""Landing Parquet files that a room wrote itself: the way of bulk loads."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yiwang.access.api import Actor, require
from yiwang.lake.errors import NotStaged, SchemaClash
from yiwang.lake.queries import snapshot_of, table
from yiwang.lake.services.land import land
from yiwang.lake.storage import place
from yiwang.lake.storage.durable import full_disk_named
from yiwang.lake.types import SnapshotView
from yiwang.text import Text

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table as Iceberg


def staging(name: str, load_id: str) -> Path:
    """The folder where a load writes its Parquet files before `add_files`; the same each time within one process.

    Files left there by a process that died are cleared away later. Raises NoSuchTable.
    """
    table(name)
    return place.staging(name, load_id)


def add_files(
    name: str,
    paths: Sequence[str | Path],
    *,
    load_id: str,
    by: Actor,
    summary: Mapping[str, Any] | None = None,
) -> SnapshotView:
    """Commit files of the load's staging folder once; again brings back the first snapshot.

    A file holds the table's columns by name (those that need not be filled may be absent) and rows of one partition.

    Raises:
        Refused, NoSuchTable.
        NotStaged: a file elsewhere, or no whole Parquet file.
        SchemaClash, BadPartition, DiskFull: nothing landed; the staged files are still there.
    """
    require(by, "lake.write")
    if standing := snapshot_of(name, load_id):
        return standing
    folder = staging(name, load_id).resolve()
    files = [Path(path).resolve() for path in paths]
    for file in files:
        if folder not in file.parents:
            raise NotStaged(str(file))
    return commit_staged(name, files, load_id=load_id, kind="files", by=by, summary=summary or {})


def commit_staged(
    name: str, files: Sequence[Path], *, load_id: str, kind: str, by: Actor, summary: Mapping[str, Any]
) -> SnapshotView:
    """Check staged files against the table and commit them; when that is final, the staged names go."""
    from yiwang.lake.storage.arriving import adopt

    filled = check(name, files)

    def change(iceberg: "Iceberg") -> "tuple[list[DataFile], list[DataFile]]":
        return adopt(iceberg, filled), []

    snapshot, _ = land(name, load_id=load_id, kind=kind, by=by, summary=summary, change=change)
    transaction.on_commit(lambda: forget_staged(files))
    return snapshot


def check(name: str, files: Sequence[Path]) -> list[Path]:
    """The files that hold rows, each found to fit the table; raises NotStaged, SchemaClash."""
    from yiwang.lake.storage.arriving import check_file, missing_values

    columns = table(name).columns
    filled: list[Path] = []
    empty: dict[str, Text] = {}
    with full_disk_named():
        for file in files:
            footer = check_file(name, file, columns)
            if footer.num_rows:
                filled.append(file)
                empty |= {text.zh: text for text in missing_values(footer, columns)}
    if empty:
        raise SchemaClash(name, list(empty.values()))
    return filled


def forget_staged(files: Sequence[Path]) -> None:
    """Take away the staged names of committed files, and the folder if it is empty then."""
    for file in files:
        file.unlink(missing_ok=True)
    for folder in {file.parent for file in files}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
