"""What crosses the door of the profiles room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yiwang.text import Text
from yiwang.topics.api import BuiltView, Rows, StoreView, TagView


@dataclass(frozen=True)
class Purpose:
    """What a profile may be opened for; a sensitive purpose needs a second approver. `hours` is how long it stays open."""

    slug: str
    name: Text
    basis: Text
    sensitive: bool
    hours: int


@dataclass(frozen=True)
class RequestView:
    """A request to open a profile. `state` is waiting, open, refused or over."""

    id: int
    kind: str
    subject: str
    purpose: Purpose
    reference: str
    note: str
    state: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    expires_at: datetime | None


@dataclass(frozen=True)
class Relation:
    """One relation of a subject, and what shows it. `outward` says that the subject is its beginning."""

    kind: str
    name: Text
    outward: bool
    other_kind: str
    other: str
    since: str
    until: str
    source: str
    evidence: Mapping[str, str]


@dataclass(frozen=True)
class ProfileView:
    """All that is known of a subject for a purpose."""

    request: RequestView
    relations: tuple[Relation, ...]
    tags: tuple[TagView, ...]
    rows: tuple[tuple[StoreView, BuiltView, Rows], ...]
    looks_left: int


@dataclass(frozen=True)
class Step:
    """One step of a path between two subjects."""

    kind: str
    name: Text
    from_kind: str
    from_label: str
    to_kind: str
    to_label: str
    source: str
