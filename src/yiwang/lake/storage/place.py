"""Places: the lake's own root (one for each database), staging, spill.

A database that was copied or restored beside the first one names the first one's files in its metadata. It reads them,
writes new ones under its own root, and never removes a file outside that root.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import connection

from yiwang.lake.rules.names import folder_name

_PROCESS = secrets.token_hex(4)
_FILE = "file://"


def base() -> str:
    """Where all lakes of this installation lie: `YIWANG_LAKE_URL`, or the folder `lake` of the data folder."""
    url = os.environ.get("YIWANG_LAKE_URL", "").rstrip("/")
    return url or f"{_FILE}{Path(settings.VAR).resolve() / 'lake'}"


def on_s3() -> bool:
    """Whether tables are made in an object store."""
    return base().startswith("s3://")


def root() -> str:
    """The root of this database's lake, as a URL without a slash at its end."""
    return f"{base()}/{connection.settings_dict['NAME']}"


def is_ours(location: str) -> bool:
    """Whether a file lies under our own root, so that we may remove it."""
    return location.startswith(f"{root()}/")


def path_of(location: str) -> str:
    """A location as engines open it: a plain path for a local file, the URL itself otherwise."""
    return location.removeprefix(_FILE)


def location_of(path: str | Path) -> str:
    """The location of a path, the other way about."""
    text = str(path)
    return text if "://" in text else f"{_FILE}{text}"


def staging(name: str, load_id: str) -> Path:
    """The folder of one load in this process, made if need be. Two processes never write into one another's."""
    own = f"{os.getpid()}-{_PROCESS}"
    folder = staging_root() / name / folder_name(load_id) / own
    return make_private(folder)


def staging_root() -> Path:
    """Where loads are staged: beside the local lake, so that a committed file is linked and not copied."""
    return Path(settings.VAR).resolve() / "lake" / str(connection.settings_dict["NAME"]) / "staging"


def spill_folder() -> Path:
    """Where queries put what exceeds their memory."""
    return make_private(Path(settings.VAR).resolve() / "lake-spill")


def make_private(folder: Path) -> Path:
    """Make a folder that only the house itself walks in: what lies in the lake is not sealed as columns are."""
    for one in reversed((folder, *folder.parents)):
        if not one.exists():
            one.mkdir(mode=0o700, exist_ok=True)
    return folder
