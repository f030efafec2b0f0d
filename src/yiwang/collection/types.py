"""What crosses the door of the collection room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiwang.text import Text

NO_NAME = Text("")


@dataclass(frozen=True)
class SourceSpec:
    """A source as it is declared. `settings` hold no secret; `secret` (a password, a header's value) is sealed at rest.

    `connector` is files, database, http or queue; `mode` is full, incremental or replace-partition. `mapping` gives the
    source's name of a column by the catalogue's name, where they differ. `every_minutes` 0 means: only by hand.
    """

    slug: str
    resource: str
    connector: str
    mode: str = "incremental"
    name: Text = NO_NAME
    settings: Mapping[str, Any] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    timestamp: str = ""
    overlap_seconds: int = 300
    every_minutes: int = 0
    enabled: bool = True


@dataclass(frozen=True)
class SourceView:
    """A source with how it stands."""

    id: int
    spec: SourceSpec
    department: str
    has_secret: bool
    state: str
    state_text: Text
    last_load: int | None
    last_ok_at: datetime | None
    waiting: int


@dataclass(frozen=True)
class LoadView:
    """A load as it is now. Figures are None until their stage is reached; hashes are order-independent sums in hex.

    `repeats` are rows that had been landed before and were not landed again; `outstanding` are quarantined rows that
    have not come back corrected.
    """

    id: int
    source: str
    resource: str
    department: str
    state: str
    state_text: Text
    file_name: str
    started_at: datetime
    finished_at: datetime | None
    chunks: int
    read_rows: int
    source_rows: int | None
    staged_rows: int | None
    landed_rows: int | None
    rejected_rows: int | None
    outstanding: int
    repeats: int
    source_hash: str
    staged_hash: str
    landed_hash: str
    snapshot_id: int | None
    table: str
    corrects: int | None
    duplicate_of: int | None
    error: Text
    remedy: Text
    notes: tuple[Text, ...]
    faults: tuple[tuple[Text, Text, int], ...]
    attempts: int
    by: str

    @property
    def working(self) -> bool:
        """Whether something may still change by itself."""
        return self.state in ("reading", "staged", "admitted")


@dataclass(frozen=True)
class Page:
    """One page of loads, newest first; `next` continues it, empty at the end."""

    rows: tuple[LoadView, ...]
    next: str


@dataclass(frozen=True)
class ResourceCount:
    """What was collected of one resource, and whether it is fresh by its cycle (None: no cycle to keep)."""

    resource: str
    department: str
    records: int
    repeats: int
    rejected: int
    last_at: datetime | None
    core: bool
    fresh: bool | None


@dataclass(frozen=True)
class DepartmentCount:
    """One department: records, and its core resources with those that are collected in time."""

    department: str
    records: int
    core: int
    collected: int

    @property
    def rate(self) -> float | None:
        """The aggregation rate of core business data; None when the department has none."""
        return self.collected / self.core if self.core else None


@dataclass(frozen=True)
class Statistics:
    """The figures of aggregation. `months` are (YYYY-MM, records newly aggregated), oldest first."""

    records: int
    repeats: int
    rejected: int
    this_year: int
    core: int
    collected: int
    months: tuple[tuple[str, int], ...]
    departments: tuple[DepartmentCount, ...]
    resources: tuple[ResourceCount, ...]

    @property
    def rate(self) -> float | None:
        """The aggregation rate of core business data (政府履职核心业务数据归集率)."""
        return self.collected / self.core if self.core else None
