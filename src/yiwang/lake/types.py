"""What crosses the door of the lake room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiwang.text import Text


@dataclass(frozen=True)
class Column:
    """One column. `type` is string, int, bigint, double, decimal(p,s), date, timestamp or boolean.

    A timestamp has no zone: it is the city's wall clock. `required` is checked whenever rows land.
    """

    name: str
    type: str
    required: bool = False
    doc: str = ""


@dataclass(frozen=True)
class TableAt:
    """A table at one of its snapshots, by number or by time; the newest when neither is given."""

    name: str
    snapshot_id: int | None = None
    as_of: datetime | None = None


@dataclass(frozen=True)
class TableView:
    """A table as it is now. `bytes` is what its files take; `snapshot_id` is None before the first load."""

    name: str
    columns: tuple[Column, ...]
    partition_by: tuple[str, ...]
    sort_by: tuple[str, ...]
    rows: int
    bytes: int
    files: int
    snapshot_id: int | None
    changed_at: datetime

    @property
    def layer(self) -> str:
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class SnapshotView:
    """One commit. `rows` and `removed_rows` are what it brought and took; the totals are the table's after it.

    `kind` is append, files, replace, drop or compact; an `expired` snapshot can no longer be read.
    """

    id: int
    table: str
    snapshot_id: int
    load_id: str
    kind: str
    rows: int
    removed_rows: int
    total_rows: int
    total_bytes: int
    total_files: int
    by: str
    at: datetime
    expired: bool
    summary: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FileView:
    """One file of a snapshot, as its manifest describes it."""

    path: str
    rows: int
    bytes: int
    partition: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class RemovedFile:
    """A file that was destroyed, and the SM3 digest (hex) of what it held."""

    path: str
    digest_sm3: str
    bytes: int


@dataclass(frozen=True)
class Expiry:
    """What an expiry gave up: snapshots, and the files that only they held."""

    snapshots: int
    files: int


@dataclass(frozen=True)
class Compaction:
    """What a compaction did: how many files became how many, with the same rows."""

    table: str
    files_before: int
    files_after: int
    rows: int


@dataclass(frozen=True)
class FileFault:
    """A file of a snapshot that is not as its manifest says. `fault` is missing, size, rows or unreadable."""

    table: str
    path: str
    fault: str


@dataclass(frozen=True)
class WorkView:
    """A compaction asked for from a page. `state` is waiting, running, done or failed."""

    id: int
    table: str
    state: str
    done_bytes: int
    total_bytes: int
    files: int
    problem: Text
    asked_at: datetime

    @property
    def percent(self) -> int:
        if self.state == "done":
            return 100
        return min(99, self.done_bytes * 100 // self.total_bytes) if self.total_bytes else 0


@dataclass(frozen=True)
class Totals:
    """What the lake holds in all."""

    tables: int
    rows: int
    bytes: int
    files: int


@dataclass(frozen=True)
class ColumnFigures:
    """A column at a snapshot. `filled` is None when a file does not say; the bounds are None where they are not shown."""

    column: Column
    rows: int
    filled: int | None
    least: Any
    greatest: Any

    @property
    def percent(self) -> float | None:
        return self.filled * 100 / self.rows if self.rows and self.filled is not None else None
