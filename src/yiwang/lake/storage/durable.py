"""Files that survive a power cut once a commit says so, and a full disk that is named."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import OperationalError

from yiwang.lake.errors import DiskFull

_FULL = (errno.ENOSPC, errno.EDQUOT)


def make_folder_durable(folder: Path) -> None:
    """Have the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_file_durable(path: Path) -> None:
    """Have a file's content survive a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def full_disk_named() -> Iterator[None]:
    """Turns what a full disk makes of Arrow, DuckDB, PostgreSQL and Python into DiskFull."""
    try:
        yield
    except Exception as problem:
        if _is_full(problem):
            raise DiskFull from problem
        raise


def _is_full(problem: Exception) -> bool:
    import duckdb
    import psycopg

    if isinstance(problem, OperationalError):
        return isinstance(problem.__cause__, psycopg.errors.DiskFull)
    if isinstance(problem, OSError) and problem.errno in _FULL:
        return True
    return isinstance(problem, OSError | duckdb.IOException) and "No space left" in str(problem)
