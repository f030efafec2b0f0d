"""What crosses the door of the entities room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yiwang.text import Text


@dataclass(frozen=True)
class SaidView:
    """One source's value of an attribute, and whether it agrees with the golden one."""

    source: str
    title: Text
    department: str
    value: Any
    as_of: datetime
    agrees: bool


@dataclass(frozen=True)
class ValueView:
    """A golden value: whose it is, since when it is said, how many of the sources that speak say the same.

    `authority` is whether its source is the one the table of authorities names first; `pinned`, that a steward holds it.
    """

    name: str
    title: Text
    value: Any
    source: str
    source_title: Text
    department: str
    as_of: datetime
    agree: int
    of: int
    said: tuple[SaidView, ...]
    authority: bool
    pinned: bool
    many: bool
    grade: int
    mask: str

    @property
    def agreement(self) -> str:
        """`3 of 4` as people read it."""
        return f"{self.agree}/{self.of}"

    @property
    def disputed(self) -> bool:
        return self.agree < self.of


@dataclass(frozen=True)
class RecordView:
    """A source record behind an entity."""

    id: int
    source: str
    title: Text
    department: str
    as_of: datetime
    known_from: datetime
    numbered: bool


@dataclass(frozen=True)
class HistoryView:
    """One line of an entity's history."""

    at: datetime
    what: Text
    by: str


@dataclass(frozen=True)
class EntityView:
    """A golden record as it is, or as it was known on a day. `ref` is under whom the ledger keeps looks at it."""

    kind: str
    kind_name: Text
    id: int
    ref: str
    state: str
    merged_into: int | None
    life: str
    life_title: Text
    life_since: date | None
    attributes: Mapping[str, ValueView]
    records: tuple[RecordView, ...]
    known_on: datetime | None
    valid_on: date | None
    created_at: datetime

    def value(self, name: str) -> Any:
        """The golden value of an attribute; None when nobody says one."""
        return self.attributes[name].value if name in self.attributes else None


@dataclass(frozen=True)
class WeightView:
    """What one field says for (positive) or against one entity, in bits."""

    field: str
    level: str
    title: Text
    bits: float


@dataclass(frozen=True)
class Resolution:
    """Where a record belongs. `decision` is linked, new, review or waiting; `weights` are those of the best candidate.

    `model` is the version of the weights, 0 for untrained.
    """

    entity_id: int | None
    decision: str
    reason: Text
    weight: float | None
    weights: tuple[WeightView, ...]
    candidates: tuple[tuple[int, float], ...]
    model: int


@dataclass(frozen=True)
class Explanation:
    """Why two records, or two entities by their best pair, are one or not."""

    left: int
    right: int
    together: bool
    how: Text
    weight: float
    probability: float
    prior: float
    weights: tuple[WeightView, ...]
    trap: Text | None
    decisions: tuple["DecisionView", ...]
    model: int


@dataclass(frozen=True)
class DecisionView:
    """A steward's decision."""

    id: int
    kind: str
    act: str
    act_name: Text
    entity: int | None
    other: int | None
    attribute: str
    reason: str
    by: str
    at: datetime
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True)
class ReviewView:
    """A pair that waits for a steward: two records side by side, and what speaks for and against."""

    id: int
    kind: str
    kind_name: Text
    record: int
    other_record: int
    entity: int | None
    other_entity: int | None
    left: Mapping[str, str]
    right: Mapping[str, str]
    titles: Mapping[str, Text]
    left_source: Text
    right_source: Text
    weight: float
    weights: tuple[WeightView, ...]
    reason: Text
    state: str
    opened_at: datetime


@dataclass(frozen=True)
class Ingested:
    """What a batch did. `waiting` records belong to nobody known yet; `late` ones were older than what stands."""

    records: int
    created: int = 0
    linked: int = 0
    changed: int = 0
    unchanged: int = 0
    late: int = 0
    waiting: int = 0
    doubts: int = 0
    conflicts: int = 0
    entities_changed: int = 0

    def __add__(self, other: "Ingested") -> "Ingested":
        return Ingested(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Merged:
    """A merged snapshot: rows read, those without key or date, what the others did, and seconds by phase."""

    kind: str
    source: str
    snapshot_id: int
    rows: int
    keys: int
    done: Ingested
    unusable: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    again: bool = False


@dataclass(frozen=True)
class Verification:
    """Whether name and number belong together: yes, no, or unknown (nobody by this number)."""

    answer: str
    text: Text


@dataclass(frozen=True)
class Compared:
    """One row of a comparison: whether the number is known, and for each given field yes, no or unknown."""

    row: int
    found: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class ChangeView:
    """One entity in the feed."""

    cursor: str
    kind: str
    entity_id: int
    act: str
    attributes: tuple[str, ...]
    source: str
    at: datetime


@dataclass(frozen=True)
class SubscriptionView:
    """A department's subscription; `waiting` is the number of lines it has not acknowledged."""

    id: int
    kind: str
    kind_name: Text
    department: str
    attributes: tuple[str, ...]
    purpose: str
    since: datetime
    seen: int
    acknowledged_at: datetime | None
    waiting: int


@dataclass(frozen=True)
class ConflictView:
    """Sources that disagree about one attribute of one entity. The values are seen on the golden record."""

    id: int
    kind: str
    kind_name: Text
    entity_id: int
    attribute: str
    title: Text
    department: str
    agree: int
    of: int
    state: str
    ticket: int | None
    opened_at: datetime


@dataclass(frozen=True)
class AuthorityView:
    """One line of the table of authorities (一数一源): an attribute, its one source, and those that verify it."""

    name: str
    title: Text
    grade: int
    authority: Text
    department: str
    resource: str
    verified_by: Sequence[tuple[Text, str]]
    ticket: bool


@dataclass(frozen=True)
class AuthorityTable:
    """The table of one kind in one version."""

    kind: str
    name: Text
    version: int
    since: datetime
    versions: tuple[tuple[int, datetime], ...]
    rows: tuple[AuthorityView, ...]


@dataclass(frozen=True)
class KindFigures:
    """One register in figures."""

    kind: str
    name: Text
    icon: str
    personal: bool
    entities: int
    records: int
    sources: tuple[tuple[str, Text, int, datetime | None], ...]
    waiting: int
    conflicts: int
    reviews: int
    version: int


@dataclass(frozen=True)
class Linked:
    """What batch linkage did: records, pairs that Splink scored, groups, doubts, moved records, the model's version."""

    records: int
    pairs: int
    groups: int
    moved: int
    doubts: int
    model: int
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class LifeView:
    """An event in a life."""

    event: Text
    come_from: Text
    to: Text
    on: date
    source: str
    allowed: bool
