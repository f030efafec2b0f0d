"""Making few files of many, in the table's order, with the same rows."""

import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from yiwang.access.api import Actor, require
from yiwang.lake.queries import table
from yiwang.lake.reading import connect, literal, quoted, select_over
from yiwang.lake.rules.packing import GROUP_ROWS, TARGET_BYTES, groups
from yiwang.lake.services.add_files import check, forget_staged
from yiwang.lake.services.land import land
from yiwang.lake.storage.place import staging
from yiwang.lake.types import Compaction, TableView

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table as Iceberg

#: Told after each group: bytes done, bytes in all.
Progress = Callable[[int, int], None]


class _Overtaken(Exception):
    """Another commit took a file of the group away meanwhile."""


def compact(
    name: str,
    *,
    by: Actor,
    target: int = TARGET_BYTES,
    progress: Progress = lambda done, total: None,
    memory: str = "1GB",
) -> Compaction:
    """Rewrite the small files of each partition into files of about `target` bytes, sorted by the table's `sort_by`.

    Each group of files is a commit of its own: what was done stays when the machine dies. Rows that land meanwhile are
    untouched; a group whose files went meanwhile is left out. The old files stay for their snapshots until these
    expire. Raises Refused, NoSuchTable, DiskFull.
    """
    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.manifests import data_files

    require(by, "lake.maintain")
    view = table(name)
    iceberg = catalog().load_table(name)
    wanted = _groups(data_files(iceberg, iceberg.current_snapshot()), target)
    total = sum(one.file_size_in_bytes for group in wanted for one in group)
    done = before = after = rows = 0
    progress(done, total)
    for group in wanted:
        try:
            written = _rewrite(view, iceberg, group, by, memory)
        except _Overtaken:
            continue
        before, after = before + len(group), after + written
        rows += sum(one.record_count for one in group)
        done += sum(one.file_size_in_bytes for one in group)
        progress(done, total)
    return Compaction(name, before, after, rows)


def small_files(name: str) -> int:
    """How many files of a table a compaction would rewrite."""
    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.manifests import data_files

    iceberg = catalog().load_table(name)
    return sum(map(len, _groups(data_files(iceberg, iceberg.current_snapshot()), TARGET_BYTES)))


def _groups(files: "Iterable[DataFile]", target: int) -> "list[Sequence[DataFile]]":
    def key(file: "DataFile") -> str:
        return repr(file.partition)

    return [group for _, part in groupby(sorted(files, key=key), key) for group in groups(part, target)]


def _rewrite(view: TableView, iceberg: "Iceberg", group: "Sequence[DataFile]", by: Actor, memory: str) -> int:
    from yiwang.lake.storage.arriving import adopt
    from yiwang.lake.storage.manifests import data_files

    load_id = f"compact:{secrets.token_hex(8)}"
    folder = staging(view.name, load_id)
    try:
        files = _written(view, iceberg, group, folder, memory)

        def change(now: "Iceberg") -> "tuple[Sequence[DataFile], Sequence[DataFile]]":
            current = {one.file_path for one in data_files(now, now.current_snapshot())}
            if not all(one.file_path in current for one in group):
                raise _Overtaken
            return adopt(now, files), group

        land(view.name, load_id=load_id, kind="compact", by=by, summary={}, change=change)
        transaction.on_commit(lambda: forget_staged(files))
        return len(files)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(
    view: TableView, iceberg: "Iceberg", group: "Sequence[DataFile]", folder: Path, memory: str
) -> list[Path]:
    import pyarrow.parquet as pq

    select = select_over(view.columns, iceberg, group)
    order = f" ORDER BY {', '.join(map(quoted, view.sort_by))}" if view.sort_by else ""
    target = folder / "compacted.parquet"
    with connect(memory=memory) as connection:
        connection.execute(
            f"COPY ({select}{order}) TO {literal(str(target))}"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP_ROWS})"
        )
    files = check(view.name, [target])
    expected = sum(one.record_count for one in group)
    found = sum(pq.read_metadata(file).num_rows for file in files)
    if found != expected:
        raise AssertionError(
            f"compaction of {view.name} read {found} of {expected} rows; nothing was committed"
        )
    return files
