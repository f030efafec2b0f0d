"""From a source's row to a record: attributes by name, values in one form, indexes, blocks, the digest that proves it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from yiwang.calendar.api import CITY_ZONE
from yiwang.crypto.api import keyed_digest, keyed_index, open_cell, seal_cells
from yiwang.entities.rules.blocking import blocks_of, probes_of
from yiwang.entities.rules.definition import Kind, Source
from yiwang.entities.rules.numbers import SCHEMES, tidy
from yiwang.entities.rules.standard import standardise

SPLIT = "\x1f"
#: Stands for the date of a record that is only asked about.
NEVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass
class Prepared:
    """A row as a record. `raw` is its number as written, `number` the valid form or empty."""

    kind: Kind
    source: Source
    key: bytes
    raw: str
    number: str
    values: dict[str, Any]
    as_of: datetime | None
    row: int = 0
    #: What orders rows of one moment.
    tie: tuple[str, ...] = ()
    #: Of a record that stands already and changed: dates of values older than `as_of`.
    since: dict[str, datetime] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name among all records: the same in whatever order they come."""
        return f"{self.source.slug}:{self.key.hex()}"

    @cached_property
    def number_index(self) -> bytes | None:
        return number_index(self.kind, self.number) if self.number else None

    @cached_property
    def standard(self) -> dict[str, Any]:
        return standard_of(self.kind, self.values, self.raw, self.as_of or NEVER)

    @cached_property
    def blocks(self) -> list[int]:
        linkage = self.kind.linkage
        return blocks_of(self.standard, linkage.blocks) if linkage and not self.source.many else []

    @cached_property
    def probes(self) -> list[int]:
        linkage = self.kind.linkage
        return probes_of(self.standard, linkage.blocks) if linkage and not self.source.many else []

    @property
    def content(self) -> dict[str, Any]:
        """What rests in the clear."""
        sealed = self.kind.sealed
        return {name: value for name, value in self.values.items() if name not in sealed}

    @property
    def digest(self) -> bytes:
        return digest_of(self.kind, self.raw, self.values)

    def sealed_text(self) -> str:
        return sealed_text(self.kind, self.raw, self.values)


def number_index(kind: Kind, number: str) -> bytes:
    """The keyed index by which an entity of a kind is found by its number."""
    return keyed_index(f"{kind.scheme}{SPLIT}{number}")


def valid_number(kind: Kind, text: str) -> str:
    """A number as written in the one form of its scheme; empty when it identifies nobody."""
    return SCHEMES[kind.scheme].read(text) if text else ""


def key_index(kind: Kind, key: str) -> bytes:
    """The keyed index of a record's own key."""
    return keyed_index(f"key{SPLIT}{kind.slug}{SPLIT}{key}")


def digest_of(kind: Kind, raw: str, values: Mapping[str, Any]) -> bytes:
    """The keyed digest of a record: its number as written, and every value there is, in the order of attributes."""
    parts = [tidy(raw)]
    for attribute in kind.attributes:
        value = values.get(attribute.name)
        if value not in (None, ""):
            text = json.dumps(value, ensure_ascii=False, sort_keys=True) if attribute.many else str(value)
            parts.append(f"{attribute.name}={text}")
    return keyed_digest(SPLIT.join(parts))


def sealed_text(kind: Kind, raw: str, values: Mapping[str, Any]) -> str:
    """What rests sealed, in one cell: the number as written, then each sealed attribute in its order."""
    parts = [tidy(raw)]
    for name in kind.sealed:
        value = values.get(name)
        parts.append(
            ""
            if value in (None, "")
            else json.dumps(value, ensure_ascii=False, sort_keys=True)
            if kind.attribute(name).many
            else str(value)
        )
    return SPLIT.join(parts)


def opened(kind: Kind, content: Mapping[str, Any], sealed: bytes | None) -> tuple[str, dict[str, Any]]:
    """The number as written and all values of a stored record. Raises BadCiphertext."""
    values = {name: value for name, value in content.items() if value is not None}
    if sealed is None:
        return "", values
    raw, *parts = open_cell(bytes(sealed)).split(SPLIT)
    for name, text in zip(kind.sealed, parts, strict=False):
        if text:
            values[name] = json.loads(text) if kind.attribute(name).many else text
    return raw, values


def seal(texts: list[str]) -> list[bytes]:
    """The cells of many records."""
    return seal_cells(texts)


def standard_of(kind: Kind, values: Mapping[str, Any], raw: str, as_of: datetime) -> dict[str, Any]:
    """The record as linkage compares it, with the day it speaks of and the day of a death it tells."""
    if kind.linkage is None:
        return {}
    found = standardise(values, kind.linkage.standard, number=raw, scheme=kind.scheme)
    found["as_of"] = as_of.isoformat()
    if kind.life is not None and (said := values.get(kind.life.attribute)):
        state = next((one for one in kind.life.states if said == one.slug or said in one.values), None)
        if state is not None and state.ended:
            found["died"] = as_of.isoformat()
    return found


def as_text(value: Any, mapped: Mapping[str, str]) -> Any:
    """A source's value in the one form that is stored: text; a boolean and an item stay what they are."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value).strip()
    return mapped.get(text, text) or None


def moment(value: Any) -> datetime | None:
    """A date or time of a source, whose clock is the city's; None for what is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, datetime):
        found = value
    else:
        try:
            found = datetime.fromisoformat(str(value).strip())
        except ValueError:
            return None
    return found if found.tzinfo else found.replace(tzinfo=CITY_ZONE)


def prepared(kind: Kind, source: Source, row: Mapping[str, Any], *, at: int = 0) -> Prepared | None:
    """The record of a row, None when the row is none of ours.

    The caller refuses a record without a key or a date: both are empty here.
    """
    for column, wanted in source.where.items():
        if str(row.get(column, "")) not in wanted:
            return None
    key = SPLIT.join(str(row.get(column) or "").strip() for column in source.key)
    raw = str(row.get(source.number) or "").strip()
    none: Mapping[str, str] = {}
    if source.many:
        item = {
            name: as_text(row.get(column), source.values.get(name, none))
            for name, column in source.columns.items()
        }
        values: dict[str, Any] = {source.many: {name: value for name, value in item.items() if value}}
    else:
        values = {
            name: value
            for name, column in source.columns.items()
            if (value := as_text(row.get(column), source.values.get(name, none)))
        }
    when = moment(row.get(source.as_of))
    return Prepared(
        kind=kind,
        source=source,
        key=key_index(kind, key) if key.strip(SPLIT) else b"",
        raw=raw,
        number=valid_number(kind, raw),
        values=values,
        as_of=when,
        row=at,
        tie=_tie(source, row, values),
    )


def _tie(source: Source, row: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[str, ...]:
    if source.after:
        return (str(row.get(source.after) or "").strip(),)
    said = values[source.many] if source.many else values
    return tuple(str(said.get(name) or "") for name in sorted(source.columns))
