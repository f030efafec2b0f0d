"""Looking whether every file that a snapshot names is there, whole and with its rows."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from yiwang.lake.queries import row_of
from yiwang.lake.storage.place import path_of
from yiwang.lake.types import FileFault

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table as Iceberg


def verify(
    name: str, *, progress: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[FileFault]:
    """Every fault among the files of a table's readable snapshots; `progress` is told files done and in all.

    Sizes and footers are read, not the rows themselves. Raises NoSuchTable.
    """
    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.manifests import data_files

    row_of(name)
    iceberg = catalog().load_table(name)
    files = {
        file.file_path: file for snapshot in iceberg.snapshots() for file in data_files(iceberg, snapshot)
    }
    for number, file in enumerate(files.values(), start=1):
        if fault := _fault(iceberg, file):
            yield FileFault(name, path_of(file.file_path), fault)
        progress(number, len(files))


def _fault(iceberg: "Iceberg", file: "DataFile") -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = iceberg.io.new_input(file.file_path)
    try:
        if len(source) != file.file_size_in_bytes:
            return "size"
        with source.open() as stream:
            rows = pq.read_metadata(stream).num_rows
    except FileNotFoundError:
        return "missing"
    except (OSError, pa.ArrowInvalid):
        return "unreadable"
    return "" if rows == file.record_count else "rows"
