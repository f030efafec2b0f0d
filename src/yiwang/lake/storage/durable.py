"""Files that survive a power cut once a commit says so, and a full disk that is named."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from django.db import OperationalError
from pyiceberg.io import OutputFile, OutputStream
from pyiceberg.io.pyarrow import PyArrowFileIO

from yiwang.lake.errors import DiskFull
from yiwang.lake.storage.place import make_private, path_of

_FULL = (errno.ENOSPC, errno.EDQUOT)


class _Durable(BufferedWriter):
    """A local file that is on the disk when it is closed."""

    def close(self) -> None:
        if not self.closed:
            self.flush()
            os.fsync(self.fileno())
        super().close()


class _LocalOutput(OutputFile):
    """A new local file of metadata."""

    def __len__(self) -> int:
        return Path(path_of(self.location)).stat().st_size

    def exists(self) -> bool:
        return Path(path_of(self.location)).exists()

    def to_input_file(self) -> Any:
        return PyArrowFileIO().new_input(self.location)

    def create(self, overwrite: bool = False) -> OutputStream:
        path = Path(path_of(self.location))
        make_private(path.parent)
        return _Durable(path.open("wb" if overwrite else "xb", buffering=0))


class HouseIO(PyArrowFileIO):
    """pyiceberg's own reading and writing, except that local files are written durably."""

    def new_output(self, location: str) -> OutputFile:  # type: ignore[override]
        if location.startswith("file://"):
            return _LocalOutput(location)
        return super().new_output(location)


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
    except OSError as problem:
        if problem.errno in _FULL or "No space left" in str(problem):
            raise DiskFull from problem
        raise
    except duckdb.IOException as problem:
        if "No space left" in str(problem):
            raise DiskFull from problem
        raise
    except OperationalError as problem:
        if isinstance(problem.__cause__, psycopg.errors.DiskFull):
            raise DiskFull from problem
        raise
