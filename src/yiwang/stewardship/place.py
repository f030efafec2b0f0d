"""The archive place: a folder of its own beside the lake, one for each database."""

import re
import secrets
from pathlib import Path

from django.conf import settings
from django.db import connection

from yiwang.crypto import api as crypto

_PLAIN = re.compile(r"[^0-9A-Za-z=_-]")


def new_file(table: str, key: str) -> Path:
    """A name that no archived file has yet, for a partition of a table."""
    return _folder(table) / f"{_stem(key)}-{secrets.token_hex(4)}.parquet"


def files_of(table: str, key: str) -> tuple[Path, ...]:
    """Every file of the partition, those too that a crash left half written."""
    return tuple(sorted(_folder(table).glob(f"{_stem(key)}-*")))


def _folder(table: str) -> Path:
    return Path(settings.VAR).resolve() / "archive" / str(connection.settings_dict["NAME"]) / table


def _stem(key: str) -> str:
    """Readable, and by the digest different for different partitions."""
    return f"{_PLAIN.sub('_', key)[:80]}-{crypto.sm3(key.encode()).hex()[:16]}"
