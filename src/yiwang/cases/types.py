"""What crosses the door of the cases room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yiwang.text import Text

#: State codes and their names (办件状态).
STATES: Mapping[str, Text] = {
    "submitted": Text("待受理", "Awaiting acceptance"),
    "correcting": Text("待补正", "Correction needed"),
    "accepted": Text("办理中", "In progress"),
    "approved": Text("准予办结", "Approved"),
    "refused": Text("不予许可", "Refused"),
    "not-accepted": Text("不予受理", "Not accepted"),
    "withdrawn": Text("已撤回", "Withdrawn"),
}
CLOSED = frozenset({"approved", "refused", "not-accepted", "withdrawn"})


@dataclass(frozen=True)
class Applicant:
    """Who the case is for. `id_kind` is "111" (resident ID) or "001" (unified social credit code)."""

    kind: str
    name: str
    id_kind: str
    id_number: str
    person_id: str = ""

    @property
    def ref(self) -> str:
        """Without the number itself where a person id exists: refs go into the ledger."""
        return f"person:{self.person_id}" if self.person_id else f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Material:
    """One material handed in: an uploaded file, a certificate we hold, or one that needs no handing in."""

    slug: str
    name: str
    digest: str = ""
    size: int = 0
    media_type: str = ""
    source: str = "upload"


@dataclass(frozen=True)
class StepView:
    """What the case waits for: a step of the process and who may do it."""

    task_id: str
    name: str
    title: Text
    role: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class CaseRow:
    """One line of a list of cases; ids and names only, nothing personal beyond the masked applicant."""

    id: int
    number: str
    item_name: Text
    applicant_name: str
    state: str
    step: str
    step_title: Text
    light: str
    submitted_at: datetime
    due_at: datetime | None
    department_code: str
    area_code: str
    channel: str

    @property
    def state_text(self) -> Text:
        return STATES[self.state]


@dataclass(frozen=True)
class CorrectionView:
    """The one-off correction notice (一次性告知): what is missing or wrong, asked once."""

    items: tuple[str, ...]
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class DecisionView:
    """One evaluation of a decision table, kept with everything that explains it."""

    slug: str
    title: Text
    value: Any
    reasons: tuple[Text, ...]
    trace: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True)
class CaseView:
    """A whole case as its applicant or its handlers see it."""

    row: CaseRow
    item_slug: str
    item_version: int
    item_kind: str
    applicant: Applicant
    form: Mapping[str, Any]
    materials: tuple[Material, ...]
    sources: Mapping[str, Any]
    accepted_at: datetime | None
    closed_at: datetime | None
    limit_days: int
    used_days: int
    remaining_days: int | None
    pause_reason: str
    outcome: str
    reasons: tuple[Text, ...]
    decided_by: str
    certificate: str
    waiting: tuple[StepView, ...]
    corrections: tuple[CorrectionView, ...]
    decisions: tuple[DecisionView, ...]
    contestable: bool

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def area_code(self) -> str:
        return self.row.area_code

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def state_text(self) -> Text:
        return STATES[self.row.state]

    @property
    def closed(self) -> bool:
        return self.row.state in CLOSED


@dataclass(frozen=True)
class TimelineLine:
    """One act on a case, as the reader of the timeline sees it."""

    at: datetime
    kind: str
    text: Text
    by_name: str
    public: bool
    at_window: bool = False


@dataclass(frozen=True)
class Page:
    """A page of a list; `next` is the key to ask the following page with, empty at the end."""

    rows: tuple[CaseRow, ...]
    next: str


@dataclass(frozen=True)
class QueueFilter:
    """What a member of staff wants to see of the queue."""

    light: str = ""
    state: str = ""
    item_slug: str = ""
    step: str = ""
    number: str = ""
    mine_only: bool = True


@dataclass(frozen=True)
class Counts:
    """Live numbers of the city for its board; counts only, never cases."""

    on: date
    submitted_today: int
    decided_today: int
    in_hand: int
    overdue: int
    correcting: int
    instant_decided: int
    decided: int
    approved: int
    by_area: Mapping[str, int] = field(default_factory=dict)
    by_item: Mapping[str, int] = field(default_factory=dict)
    by_hour: tuple[int, ...] = ()
    by_channel: Mapping[str, int] = field(default_factory=dict)
