"""Removing files: decided with a commit, done after it, and done again if a crash came between."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from yiwang.lake.models import Removal
from yiwang.lake.storage.place import is_ours, path_of
from yiwang.lake.storage.s3 import io_properties


def doom(table: str, locations: Iterable[str], reason: str) -> int:
    """Have files removed once the current transaction commits; returns how many. Files of another lake are let be."""
    ours = sorted({one for one in locations if is_ours(one)})
    at = timezone.now()
    Removal.objects.bulk_create(
        [Removal(table=table, path=one, reason=reason, decided_at=at) for one in ours], ignore_conflicts=True
    )
    if ours:
        transaction.on_commit(lambda: sweep(table))
    return len(ours)


def sweep(table: str = "") -> int:
    """Remove every file whose removal was decided (of one table), and forget the decision; returns how many."""
    rows = Removal.objects.filter(table=table) if table else Removal.objects.all()
    count = 0
    for row in rows.order_by("id"):
        remove(row.path)
        row.delete()
        count += 1
    return count


def remove(location: str) -> None:
    """Remove one file; one that is gone already is no fault."""
    if location.startswith("file://"):
        Path(path_of(location)).unlink(missing_ok=True)
        return
    from pyiceberg.io.pyarrow import PyArrowFileIO

    try:
        PyArrowFileIO(io_properties()).delete(location)
    except FileNotFoundError:
        pass


def listed(location: str) -> list[tuple[str, datetime]]:
    """Every file below a location, with the time it was last changed."""
    if location.startswith("file://"):
        found = []
        for folder, _, names in os.walk(path_of(location)):
            for name in names:
                path = Path(folder) / name
                found.append(
                    (
                        f"file://{path}",
                        datetime.fromtimestamp(path.stat().st_mtime, timezone.get_current_timezone()),
                    )
                )
        return found
    return _listed_in_store(location)


def _listed_in_store(location: str) -> list[tuple[str, datetime]]:
    from pyarrow.fs import FileSelector, FileType
    from pyiceberg.io.pyarrow import PyArrowFileIO

    io = PyArrowFileIO(io_properties())
    scheme, netloc, path = io.parse_location(location)
    store = io.fs_by_scheme(scheme, netloc)
    infos = store.get_file_info(FileSelector(path, recursive=True, allow_not_found=True))
    return [(f"{scheme}://{one.path}", one.mtime) for one in infos if one.type == FileType.File]
