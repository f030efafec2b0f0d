"""Values that cross this room's door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yiwang.text import Text


@dataclass(frozen=True, slots=True)
class Record:
    """What a register says about one key, and when it was true.

    `fields` holds plain values: text, numbers, dates, lists of these. `person_id` is whose data it is,
    empty when the register knows no person behind it.
    """

    register: str
    source: Text
    key: str
    fields: Mapping[str, Any]
    as_of: datetime
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an adapter brings back for a key."""

    fields: Mapping[str, Any]
    as_of: datetime
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """Whether a register can be asked now. `down` is true when the operator switched it off or it fails."""

    slug: str
    name: Text
    down: bool
    reason: str = ""
    since: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class PersonView:
    """A resident, in full: only for a purpose that needs all of it."""

    id: str
    resident_id: str
    name: str
    name_pinyin: str
    sex: str
    birthday: date
    household_no: str
    relation_to_head: str
    address: str
    village_code: str
    residence_kind: str
    status: str
    mobile: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A resident as a search shows them: enough to tell two of one name apart."""

    id: str
    name: str
    resident_id_masked: str
    address: str
    residence_kind: str
    status: str


@dataclass(frozen=True, slots=True)
class Generated:
    """What a generator did: `made` is 0 when the same register already stands."""

    register: str
    made: int
    total: int


@dataclass(frozen=True, slots=True)
class Extract:
    """A file of one resource as its department would hand it in; `planted` counts its slips by sort."""

    resource: str
    path: Path
    rows: int
    planted: Mapping[str, int]
