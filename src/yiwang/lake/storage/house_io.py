"""pyiceberg's access to files, with local metadata on the disk when they are closed."""

import os
from io import BufferedWriter
from pathlib import Path
from typing import Any

from pyiceberg.io import OutputFile, OutputStream
from pyiceberg.io.pyarrow import PyArrowFileIO

from yiwang.lake.storage.place import make_private, path_of


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
