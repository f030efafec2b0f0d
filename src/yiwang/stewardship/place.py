"""The archive place: a folder of its own beside the lake, one for each database."""

import re
from pathlib import Path

from django.conf import settings
from django.db import connection

_PLAIN = re.compile(r"[^0-9A-Za-z=_.-]")


def archive_file(table: str, key: str) -> Path:
    """Where a partition of a table is archived."""
    root = Path(settings.VAR).resolve() / "archive" / str(connection.settings_dict["NAME"])
    return root / table / f"{_PLAIN.sub('_', key)[:120]}.parquet"
