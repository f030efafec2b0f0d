"""What crosses the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.text import Text


@dataclass(frozen=True)
class EntryView:
    """One audited act. `by`, `subject` and `person` are references such as `account:17`; `index` is its leaf, once placed."""

    id: int
    at: datetime
    act: str
    by: str
    subject: str
    person: str
    purpose: str
    detail: Mapping[str, Any]
    index: int | None = None


@dataclass(frozen=True)
class TreeHead:
    """The root of the first `size` leaves, as the house signed it at `at`."""

    size: int
    root: bytes
    at: datetime
    signature: bytes


@dataclass(frozen=True)
class InclusionProof:
    """Shows that an entry is leaf `index` of the tree of `head`. `leaf` is the exact text that was hashed."""

    entry_id: int
    leaf: str
    index: int
    path: tuple[bytes, ...]
    head: TreeHead
    public_key: bytes


@dataclass(frozen=True)
class LogReport:
    """The outcome of checking the whole log: its size, and what is broken first.

    `first_broken` is the index of the first leaf that can no longer be vouched for; None where the damage is no leaf's.
    """

    ok: bool
    size: int
    first_broken: int | None
    reason: Text
