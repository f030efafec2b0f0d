"""Writing admitted and quarantined rows as Parquet, in a thread beside the scan."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

#: Rows after which a new file is begun; some 128 MB of ordinary rows.
FILE_ROWS = 4_000_000


@dataclass
class Writer:
    """Numbered Parquet files in one folder; none is made when there is nothing to write."""

    folder: Path
    schema: pa.Schema
    files: list[Path] = field(default_factory=list)
    _open: pq.ParquetWriter | None = None
    _rows: int = 0

    def write(self, table: pa.Table) -> None:
        """Append rows."""
        if not table.num_rows:
            return
        if self._open is None or self._rows >= FILE_ROWS:
            self.close()
            self.folder.mkdir(parents=True, exist_ok=True)
            self.files.append(self.folder / f"part-{len(self.files):05d}.parquet")
            self._open = pq.ParquetWriter(self.files[-1], self.schema, compression="zstd")
        self._open.write_table(table.cast(self.schema) if table.schema != self.schema else table)
        self._rows += table.num_rows

    def close(self) -> None:
        """Finish the file at hand."""
        if self._open is not None:
            self._open.close()
        self._open, self._rows = None, 0


class Beside:
    """Runs what it is given, one after another, in a thread; a failure there is raised at the next call."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Callable[[], None] | None] = queue.Queue(maxsize=1)
        self._wrong: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="quality-writer", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (work := self._queue.get()) is not None:
            if self._wrong is None:
                try:
                    work()
                except BaseException as wrong:
                    self._wrong = wrong

    def do(self, work: Callable[[], None]) -> None:
        """Have `work` done when its turn comes; waits while two are pending."""
        self._raise()
        self._queue.put(work)

    def finish(self, *, quiet: bool = False) -> None:
        """Wait for everything given; raises what went wrong unless `quiet`."""
        self._queue.put(None)
        self._thread.join()
        if not quiet:
            self._raise()

    def _raise(self) -> None:
        if self._wrong is not None:
            raise self._wrong
