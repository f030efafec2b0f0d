"""Folders of collection, below the data folder."""

import shutil
from pathlib import Path

from django.conf import settings

from yiwang.collection.models import Load
from yiwang.crypto.api import sm3


def drop_folder(slug: str) -> Path:
    """Where a source's files are dropped; made when it is asked for."""
    folder = Path(settings.VAR) / "drop" / slug
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def load_folder(load: Load, *parts: str) -> Path:
    """A load's own folder, or one inside it; made when it is asked for.

    Its number alone would not do, nor the client's transaction: a database that was restored gives both again.
    """
    whole = f"{load.transaction_id} {load.started_at.isoformat()}"
    name = f"{load.pk}-{sm3(whole.encode()).hex()[:12]}"
    folder = Path(settings.VAR).joinpath("collection", "loads", name, *parts)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def clear(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def waiting_files(slug: str) -> list[Path]:
    """Files that lie in the drop folder whole, the oldest first; `.part` and hidden ones are still being copied."""
    found = [
        one
        for one in drop_folder(slug).iterdir()
        if one.is_file() and not one.name.startswith(".") and one.suffix not in (".part", ".partial", ".tmp")
    ]
    return sorted(found, key=lambda one: (one.stat().st_mtime_ns, one.name))
