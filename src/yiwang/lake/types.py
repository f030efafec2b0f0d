"""What crosses the door of the lake room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


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


@dataclass(frozen=True)
class RemovedFile:
    """A file that was destroyed, and the SM3 digest (hex) of what it held."""

    path: str
    digest_sm3: str
    bytes: int
