"""Which value survives: by authority, then by date, then by name; and how many sources agree with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from yiwang.entities.rules.definition import Attribute, Kind
from yiwang.entities.rules.standard import compared

STEWARD = "steward"


@dataclass(frozen=True)
class Statement:
    """What one record of a source says: values by attribute, each as of `since` or of the record's own date."""

    source: str
    record: str
    values: Mapping[str, Any]
    as_of: datetime
    since: Mapping[str, datetime]

    def dated(self, attribute: str) -> datetime:
        return self.since.get(attribute, self.as_of)


@dataclass(frozen=True)
class Said:
    """One source's value of an attribute."""

    source: str
    record: str
    value: Any
    as_of: datetime
    agrees: bool


@dataclass(frozen=True)
class Golden:
    """The value that stands, whose it is, and what the others say, the most authoritative first."""

    value: Any
    source: str
    as_of: datetime
    agree: int
    of: int
    said: tuple[Said, ...]
    pinned: bool = False

    @property
    def disputed(self) -> bool:
        return self.agree < self.of


@dataclass(frozen=True)
class Pin:
    """A value that a steward holds in place until the decision is taken back."""

    value: Any
    at: datetime


def golden(
    kind: Kind, statements: Iterable[Statement], pins: Mapping[str, Pin] | None = None
) -> dict[str, Golden]:
    """The golden record: a value for each attribute that any source or steward gives one."""
    held = tuple(statements)
    found = {}
    for attribute in kind.attributes:
        value = (
            _many(attribute, held)
            if attribute.many
            else _one(attribute, held, (pins or {}).get(attribute.name))
        )
        if value is not None:
            found[attribute.name] = value
    return found


def _one(attribute: Attribute, held: tuple[Statement, ...], pin: Pin | None) -> Golden | None:
    name = attribute.name
    ranks = _ranks(attribute)
    given = [
        (ranks[one.source], one)
        for one in held
        if one.values.get(name) not in (None, "") and one.source in ranks
    ]
    if not given and pin is None:
        return None
    if len(given) == 1 and pin is None:
        (_, only) = given[0]
        value, dated = only.values[name], only.dated(name)
        return Golden(value, only.source, dated, 1, 1, (Said(only.source, only.record, value, dated, True),))
    # Newer first; of one moment, the record whose name comes first: the same whatever came in first.
    given.sort(key=lambda two: two[1].record)
    given.sort(key=lambda two: two[1].dated(name), reverse=True)
    given.sort(key=lambda two: two[0])
    first = given[0][1] if given else None
    value = pin.value if pin else first.values[attribute.name] if first else None
    wanted = compared(value, attribute.same)
    said = tuple(
        Said(
            one.source,
            one.record,
            one.values[attribute.name],
            one.dated(attribute.name),
            compared(one.values[attribute.name], attribute.same) == wanted,
        )
        for _, one in given
    )
    voices: dict[str, bool] = {}
    for one in said:
        voices.setdefault(one.source, one.agrees)
    if pin:
        return Golden(value, STEWARD, pin.at, sum(voices.values()), len(voices), said, pinned=True)
    assert first is not None
    return Golden(value, first.source, first.dated(attribute.name), sum(voices.values()), len(voices), said)


@lru_cache(maxsize=512)
def _ranks(attribute: Attribute) -> Mapping[str, int]:
    return {source: at for at, source in enumerate(attribute.sources)}


def _many(attribute: Attribute, held: tuple[Statement, ...]) -> Golden | None:
    """All values stand together, in the order of their records."""
    given = sorted(
        (one for one in held if one.source in attribute.sources and attribute.name in one.values),
        key=lambda one: (attribute.sources.index(one.source), one.record),
    )
    if not given:
        return None
    values = [one.values[attribute.name] for one in given]
    newest = max(one.dated(attribute.name) for one in given)
    said = tuple(
        Said(one.source, one.record, one.values[attribute.name], one.dated(attribute.name), True)
        for one in given
    )
    sources = len({one.source for one in given})
    return Golden(values, given[0].source, newest, sources, sources, said)
