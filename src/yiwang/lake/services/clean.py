"""Clearing away what no snapshot holds: files of loads that never committed, and old metadata."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.lake.models import Removal, Table
from yiwang.lake.storage.place import is_ours, staging_root
from yiwang.lake.storage.removing import listed, remove, sweep

if TYPE_CHECKING:
    from pyiceberg.table import Table as Iceberg

#: A load that has not committed a day after it wrote a file will not.
GRACE = timedelta(days=1)


def clean(*, by: Actor, grace: timedelta = GRACE) -> int:
    """Remove files that have lain for `grace` without a snapshot holding them; returns how many.

    A load writes its files before it commits them: what is younger may be one at work. Raises Refused.
    """
    from yiwang.lake.storage.catalog import catalog

    require(by, "lake.maintain")
    before = timezone.now() - grace
    count = sweep()
    for name in Table.objects.order_by("name").values_list("name", flat=True):
        iceberg = catalog().load_table(name)
        # Listed first: what commits meanwhile is then among the files held.
        found = [path for path, changed in listed(iceberg.location()) if changed < before and is_ours(path)]
        held = _held(catalog().load_table(name)) if found else set()
        for path in found:
            if path not in held:
                remove(path)
                count += 1
    return count + _clean_staging(before)


def _held(iceberg: "Iceberg") -> set[str]:
    from yiwang.lake.storage.manifests import data_files, metadata_files

    held = {iceberg.metadata_location, *(one.metadata_file for one in iceberg.metadata.metadata_log)}
    for snapshot in iceberg.snapshots():
        held |= metadata_files(iceberg, snapshot)
        held.update(one.file_path for one in data_files(iceberg, snapshot))
    return held | set(Removal.objects.values_list("path", flat=True))


def _clean_staging(before: datetime) -> int:
    count = 0
    folders: list[Path] = []
    for path in staging_root().rglob("*"):
        if path.is_dir():
            folders.append(path)
        elif path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            count += 1
    for folder in sorted(folders, key=lambda one: -len(one.parts)):
        if folder.stat().st_mtime < before.timestamp() and not any(folder.iterdir()):
            folder.rmdir()
    return count
