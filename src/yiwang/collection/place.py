"""Folders of collection, below the data folder."""

import shutil
from pathlib import Path

from django.conf import settings


def drop_folder(slug: str) -> Path:
    """Where a source's files are dropped; made when it is asked for."""
    folder = Path(settings.VAR) / "drop" / slug
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def load_folder(load_id: int, *parts: str) -> Path:
    """A load's own folder, or one inside it; made when it is asked for."""
    folder = Path(settings.VAR).joinpath("collection", "loads", str(load_id), *parts)
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
