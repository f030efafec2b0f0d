"""What crosses the door of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiwang.text import Text

NO_TEXT = Text("")


@dataclass(frozen=True)
class ElementView:
    """A data element. `type` is a code of the list `type`; `length` is digits or `digits,decimals`."""

    code: str
    name: Text
    type: str
    length: str
    grade: int
    category: str
    theme: str = ""
    source: str = ""
    version: str = ""
    retired: bool = False


@dataclass(frozen=True)
class FieldView:
    """One field of a resource. `element` is empty when it follows no data element."""

    name: str
    title: Text
    type: str
    length: str
    element: str
    grade: int
    category: str
    required: bool
    key: bool


@dataclass(frozen=True)
class Sharing:
    """On what terms other offices get it: type 1, 2 or 3, the condition, the legal basis of refusing, the means."""

    type: str
    condition: str = ""
    basis: str = ""
    means: str = ""


@dataclass(frozen=True)
class Opening:
    """On what terms the public gets it."""

    type: str
    condition: str = ""


@dataclass(frozen=True)
class ResourceView:
    """A resource as one version says. `state` is draft, published or retired; `version_state` that of this version."""

    slug: str
    code: str
    version: int
    state: str
    version_state: str
    name: Text
    abstract: Text
    department: str
    area_code: str
    classification: str
    kind: str
    format: str
    sharing: Sharing
    opening: Opening
    cycle: str
    system: str
    core: bool
    duty: Text
    retention_years: int
    theme: str
    keywords: tuple[str, ...]
    key: tuple[str, ...]
    fields: tuple[FieldView, ...]
    grade: int
    digest: str
    published_at: datetime | None
    retired_at: datetime | None
    retired_reason: str
    loaded_at: datetime | None
    loaded_rows: int | None
    due_at: datetime | None
    overdue: bool

    def field(self, name: str) -> FieldView | None:
        """The field of a name, if there is one."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True)
class ResourceLine:
    """A resource in a list."""

    slug: str
    code: str
    name: Text
    abstract: Text
    department: str
    area_code: str
    state: str
    version: int
    kind: str
    theme: str
    sharing: str
    opening: str
    cycle: str
    format: str
    grade: int
    core: bool
    field_count: int
    bound_count: int
    loaded_at: datetime | None
    loaded_rows: int | None
    overdue: bool


@dataclass(frozen=True)
class Page:
    """One page of resources; `next` continues it, empty at the end."""

    rows: tuple[ResourceLine, ...]
    next: str


@dataclass(frozen=True)
class Filter:
    """Which resources; empty fields ask for all. `department` and `area` also match what lies inside an area."""

    department: str = ""
    area: str = ""
    sharing: str = ""
    grade: int = 0
    theme: str = ""
    kind: str = ""
    state: str = "published"
    overdue: bool = False
    core: bool = False


@dataclass(frozen=True)
class Found:
    """A page of a search, how many there are in all, and how they fall by facet (each counted without its own filter)."""

    rows: tuple[ResourceLine, ...]
    next: str
    total: int
    matched: str
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Problem:
    """Something wrong with a resource: at which key (`fields.3.grade`), and what."""

    key: str
    message: Text


@dataclass(frozen=True)
class VersionLine:
    """One version in an entry's history."""

    number: int
    state: str
    compiled_by: str
    compiled_at: datetime
    submitted_at: datetime | None
    reviewed_by: str
    reviewed_at: datetime | None
    reasons: str
    published_at: datetime | None
    digest: str


@dataclass(frozen=True)
class ActLine:
    """One step of an entry's life."""

    act: str
    name: Text
    version: int
    by: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Difference:
    """What one version changed: a key of the metadata or a field, before and after."""

    key: str
    label: Text
    before: str
    after: str
    change: str


@dataclass(frozen=True)
class Work:
    """A version somebody is working on, in a queue."""

    slug: str
    code: str
    name: Text
    department: str
    number: int
    state: str
    compiled_by: str
    at: datetime
    reasons: str


@dataclass(frozen=True)
class DemandView:
    """A demand of one department on another's resource."""

    id: int
    slug: str
    name: Text
    owner: str
    department: str
    purpose: str
    items: tuple[str, ...]
    basis: str
    state: str
    answer: str
    stated_by: str
    stated_at: datetime
    due_at: datetime
    answered_at: datetime | None
    fulfilled_at: datetime | None
    overdue: bool


@dataclass(frozen=True)
class DemandCount:
    """How demands on one department went."""

    owner: str
    stated: int
    agreed: int
    refused: int
    fulfilled: int
    overdue: int


@dataclass(frozen=True)
class Violation:
    """A line of a list that breaks its rule."""

    slug: str
    rule: str
    message: Text


@dataclass(frozen=True)
class ListView:
    """A version of a list, or the list as it would be published now (`number` 0)."""

    name: str
    title: Text
    number: int
    rows: tuple[Mapping[str, Any], ...]
    violations: tuple[Violation, ...]
    digest: str
    note: str = ""
    published_at: datetime | None = None
    published_by: str = ""


@dataclass(frozen=True)
class ListChange:
    """How two versions of a list differ, by resource."""

    added: tuple[Mapping[str, Any], ...]
    removed: tuple[Mapping[str, Any], ...]
    changed: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]


@dataclass(frozen=True)
class Dataset:
    """A data set of a run, by its node without the column: `table:ods.police_household`."""

    name: str


@dataclass(frozen=True)
class LineageEdge:
    """One column made from another."""

    source: str
    target: str
    transformation: str = ""


@dataclass(frozen=True)
class LineageRun:
    """One run of a job: what it read, what it wrote, and which column came from which."""

    job: str
    run_id: str
    inputs: tuple[Dataset, ...] = ()
    outputs: tuple[Dataset, ...] = ()
    columns: tuple[LineageEdge, ...] = ()
    sql: str = ""


@dataclass(frozen=True)
class Reached:
    """A node upstream or downstream of another, so many steps away."""

    node: str
    depth: int


@dataclass(frozen=True)
class Step:
    """An edge on the way, with the job that makes it; `sql` only for those who may see it."""

    source: str
    target: str
    job: str
    transformation: str
    at: datetime
    sql: str = ""


@dataclass(frozen=True)
class Held:
    """A published resource that already holds what a form asks."""

    slug: str
    name: Text
    department: str
    sharing: str
    field: str
    title: str
    element: str


@dataclass(frozen=True)
class Rows:
    """Rows of a resource as one reader sees them; `masked` names the columns that are not in clear."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    masked: tuple[str, ...]
    next: int
    snapshot_id: int | None = None


@dataclass(frozen=True)
class Sent:
    """A message to another system and what became of it."""

    id: int
    channel: str
    subject: str
    action: str
    state: str
    attempts: int
    receipt: str
    error: str
    created_at: datetime
    acknowledged_at: datetime | None


@dataclass(frozen=True)
class Conformance:
    """How well the catalogue of a theme follows the standard."""

    theme: str
    name: Text
    resources: int
    fields: int
    bound: int
    missing: Mapping[str, int] = field(default_factory=dict)

    @property
    def bound_share(self) -> float | None:
        """The share of fields that follow a data element."""
        return self.bound / self.fields if self.fields else None
