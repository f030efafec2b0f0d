"""What crosses the door of the tickets room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.text import Text


@dataclass(frozen=True)
class Step:
    """One line of a ticket's story."""

    at: datetime
    by: str
    act: Text
    note: str


@dataclass(frozen=True)
class TicketView:
    """A ticket. `evidence` and `correction` are plain values; `due_at` is the end of the last day in time."""

    id: int
    kind: str
    kind_name: Text
    key: str
    department: str
    resource: str
    title: Text
    body: Text
    evidence: Mapping[str, Any]
    state: str
    state_text: Text
    outcome: str
    outcome_text: Text
    answer: str
    correction: Mapping[str, Any]
    opened_at: datetime
    opened_by: str
    due_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    times_opened: int
    overdue: bool
    light: str


@dataclass(frozen=True)
class TicketFilter:
    """Which tickets to list; empty fields ask for all."""

    kind: str = ""
    state: str = ""
    department: str = ""
    resource: str = ""
    overdue: bool = False


@dataclass(frozen=True)
class Page:
    """One page of tickets; `next` continues it, empty at the end."""

    rows: tuple[TicketView, ...]
    next: str


@dataclass(frozen=True)
class DepartmentCount:
    """How one department kept its deadlines: tickets opened in a period, and what became of them."""

    department: str
    opened: int
    answered: int
    in_time: int
    overdue: int
    median_days: float | None

    @property
    def punctuality(self) -> float | None:
        """The share answered in time among those answered or overdue; None when nothing was due."""
        due = self.answered + self.overdue
        return self.in_time / due if due else None
