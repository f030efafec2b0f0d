"""What crosses the door of the quality room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from yiwang.text import Text

Severity = Literal["block", "warn"]
NO_TEXT = Text("")


@dataclass(frozen=True)
class Field:
    """A column of the table that is checked; `type` is a lake type: string, int, decimal(10,2), date …"""

    name: str
    type: str = "string"
    required: bool = False
    category: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule. `check` names the kind of check (`rules/checks.py`), `parameters` what it needs besides columns.

    `when` is an expression that says which rows the rule is about; empty means all. `tolerance` is the share of
    failing rows (0-1) up to which no rectification is asked for.
    """

    id: str
    check: str
    columns: tuple[str, ...]
    severity: Severity
    dimension: str
    indicator: str
    text: Text
    weight: float = 1.0
    tolerance: float = 0.0
    when: str = ""
    valid_from: date = date.min
    valid_to: date = date.max
    parameters: Mapping[str, Any] = field(default_factory=dict)
    origin: str = "pack"

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on a day; both ends count."""
        return self.valid_from <= on <= self.valid_to


@dataclass(frozen=True)
class RuleSet:
    """The rules of one resource on one day, with the columns they are about and what names a row."""

    resource: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rules: tuple[Rule, ...]
    on: date
    department: str = ""
    name: Text = NO_TEXT


@dataclass(frozen=True)
class Sample:
    """A failing row: its key and the value that failed, as they are. Mask before showing."""

    key: tuple[str, ...]
    value: tuple[str, ...]


@dataclass(frozen=True)
class RuleCount:
    """What one rule found. `skipped` says why it could not be checked (its reference is not there yet)."""

    rule: Rule
    checked: int
    failed: int
    samples: tuple[Sample, ...] = ()
    skipped: Text = NO_TEXT


@dataclass(frozen=True)
class Counts:
    """One pass over a table: rows seen, rows that a blocking rule holds back, and the count of every rule."""

    resource: str
    rows: int
    held_back: int
    flagged: int
    rules: tuple[RuleCount, ...]
    seconds: float = 0.0

    def failed(self) -> dict[str, int]:
        """Failing rows by rule id."""
        return {one.rule.id: one.failed for one in self.rules}


@dataclass(frozen=True)
class Admission:
    """The review before admission: what was counted, and the files of good and of quarantined rows."""

    report: Counts
    good_files: tuple[Path, ...]
    bad_files: tuple[Path, ...]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def admitted(self) -> int:
        """Rows in the good files."""
        return self.report.rows - self.report.held_back

    @property
    def rejected(self) -> int:
        """Rows in quarantine."""
        return self.report.held_back


@dataclass(frozen=True)
class Report:
    """A kept run over one table: `score` is 0-100."""

    id: int
    resource: str
    department: str
    trigger: str
    table: str
    snapshot_id: int | None
    at: datetime
    counts: Counts
    score: float | None
    dimensions: Mapping[str, float]


@dataclass(frozen=True)
class ReportLine:
    """A run in a list."""

    id: int
    resource: str
    department: str
    trigger: str
    at: datetime
    rows: int
    held_back: int
    flagged: int
    score: float | None
    seconds: float


@dataclass(frozen=True)
class ResourceScore:
    """A data set's newest score in a period, and that of the period before."""

    resource: str
    name: Text
    department: str
    score: float | None
    previous: float | None
    dimensions: Mapping[str, float]
    rows: int
    flagged: int
    run_id: int | None
    at: datetime | None
    core: bool = False


@dataclass(frozen=True)
class DepartmentScore:
    """A department's place in the ranking of a period, and in that of the period before (None: not ranked)."""

    department: str
    score: float | None
    rank: int | None
    previous_score: float | None
    previous_rank: int | None
    resources: int
    rows: int
    flagged: int


@dataclass(frozen=True)
class Evaluation:
    """How a department did its data work in a period: quality 0-100, tickets answered in time and data delivered on
    time as shares, and all of it as one mark 0-100."""

    department: str
    period: str
    mark: float | None
    rank: int | None
    previous_rank: int | None
    quality: float | None
    tickets_opened: int
    tickets_in_time: int
    tickets_overdue: int
    punctuality: float | None
    delivered: int
    on_time: int
    timeliness: float | None


@dataclass(frozen=True)
class TrendPoint:
    """One rule in one run."""

    run_id: int
    at: datetime
    checked: int
    failed: int

    @property
    def share(self) -> float:
        """Failing rows among those checked, 0-1."""
        return self.failed / self.checked if self.checked else 0.0


@dataclass(frozen=True)
class CandidateView:
    """A proposed rule with its evidence; `support` is the share of rows that keep it already, 0-1."""

    id: int
    resource: str
    department: str
    rule: Rule
    evidence: Text
    support: float
    state: str
    mined_at: datetime


@dataclass(frozen=True)
class CandidatePage:
    """One page of candidates; `next` continues it, 0 at the end."""

    rows: tuple[CandidateView, ...]
    next: int


@dataclass(frozen=True)
class RuleTotals:
    """How many rules a resource has."""

    total: int
    blocking: int
    warning: int
    mined: int
