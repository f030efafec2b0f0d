"""What crosses the door of the stewardship room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yiwang.text import Text

EXPORT_STATES: Mapping[str, Text] = {
    "asked": Text("待审批", "Waits for consent"),
    "approved": Text("已同意", "Agreed"),
    "refused": Text("不同意", "Refused"),
    "fetched": Text("已取走", "Taken out"),
    "expired": Text("已过期", "Expired"),
}
DESTRUCTION_STATES: Mapping[str, Text] = {
    "proposed": Text("待两人批准", "Waits for two people"),
    "approved": Text("已批准，待执行", "Approved"),
    "erasing": Text("正在核验", "Being verified"),
    "done": Text("已销毁", "Destroyed"),
    "cancelled": Text("已撤销", "Cancelled"),
}
PERFORMANCE_STATES: Mapping[str, Text] = {
    "recorded": Text("待自评", "Waits for the chief's report"),
    "reported": Text("待评议", "Waits for review"),
    "reviewed": Text("已评议", "Reviewed"),
    "published": Text("已公布", "Published"),
}


@dataclass(frozen=True)
class FindingView:
    """A column whose data ask for another label."""

    id: int
    resource: str
    department: str
    field: str
    recogniser: Text
    values: int
    hits: int
    grade_now: int
    category_now: str
    grade_proposed: int
    category_proposed: str
    state: str
    found_at: datetime
    note: str
    version: int | None

    @property
    def share(self) -> float:
        """Hits in percent of the values that are there."""
        return 100 * self.hits / self.values if self.values else 0.0


@dataclass(frozen=True)
class Scan:
    """What one scan of a table saw: rows, columns looked at, what was recognised, and new findings."""

    resource: str
    rows: int
    columns: int
    recognised: Mapping[str, str]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class ExportView:
    """A file that was asked for. `trace` is shown to those who may trace."""

    id: int
    resource: str
    department: str
    columns: tuple[str, ...]
    grade: int
    purpose: str
    recipient: str
    state: str
    asked_by: str
    asked_name: str
    asked_at: datetime
    expires_at: datetime
    decided_name: str
    note: str
    rows: int | None
    digest: str
    fetched_at: datetime | None
    trace: int

    @property
    def state_text(self) -> Text:
        return EXPORT_STATES[self.state]


@dataclass(frozen=True)
class Traced:
    """A file that a leak may come from: by its mark (certain), or by so many of its rows."""

    export: ExportView
    by_mark: bool
    rows: int
    of: int


@dataclass(frozen=True)
class Term:
    """A partition of a resource and its terms: when it leaves active use, when it must go, what stops that."""

    resource: str
    name: Text
    department: str
    table: str
    partition: Mapping[str, Any]
    key: str
    rows: int
    bytes: int
    period_end: date
    archive_on: date
    due_on: date | None
    basis: str
    retention_years: int
    hold: str
    archived: bool
    destruction: int | None

    def due(self, today: date) -> bool:
        """Whether its term is over."""
        return self.due_on is not None and self.due_on <= today

    def past_active(self, today: date) -> bool:
        """Whether it should be archived."""
        return not self.archived and self.archive_on <= today


@dataclass(frozen=True)
class HoldView:
    """A legal hold."""

    id: int
    resource: str
    reason: str
    letter: str
    placed_at: datetime
    lifted_at: datetime | None


@dataclass(frozen=True)
class ArchiveView:
    """A partition in the archive place."""

    id: int
    resource: str
    table: str
    key: str
    digest: str
    bytes: int
    rows: int
    at: datetime


@dataclass(frozen=True)
class DestructionView:
    """One destruction with everything that proves it."""

    id: int
    resource: str
    department: str
    table: str
    partition: Mapping[str, Any]
    key: str
    due_on: date
    basis: str
    retention_years: int
    state: str
    proposed_by: str
    proposed_at: datetime
    approvals: tuple[Mapping[str, str], ...]
    files: tuple[Mapping[str, Any], ...]
    document: Mapping[str, Any]
    done_at: datetime | None

    @property
    def state_text(self) -> Text:
        return DESTRUCTION_STATES[self.state]


@dataclass(frozen=True)
class ChiefView:
    """A data chief and the term."""

    id: int
    department: str
    account_id: int
    username: str
    name: str
    letter: str
    since: date
    until: date
    duties: tuple[str, ...]
    ended_on: date | None
    end_reason: str


@dataclass(frozen=True)
class TodoView:
    """One duty in one period."""

    id: int
    duty: str
    name: Text
    text: Text
    link: str
    period: str
    due_on: date
    done_at: datetime | None
    note: str
    overdue: bool


@dataclass(frozen=True)
class FigureView:
    """One number of a month, its weight and where it comes from."""

    name: Text
    value: float | None
    weight: int
    source: Text


@dataclass(frozen=True)
class PerformanceView:
    """A unit's month."""

    id: int
    department: str
    period: str
    chief: str
    formula: str
    figures: tuple[FigureView, ...]
    mark: float | None
    rank: int | None
    state: str
    report: str
    review: str
    recorded_at: datetime
    published_at: datetime | None

    @property
    def state_text(self) -> Text:
        return PERFORMANCE_STATES[self.state]


@dataclass(frozen=True)
class Coverage:
    """Units with data duties: how many have a chief, and those that have none."""

    units: int
    covered: int
    missing: tuple[str, ...]
