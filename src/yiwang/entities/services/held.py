"""Records as they are worked with: read in sets, opened, and with what they say as statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection

from yiwang.entities.errors import Tampered
from yiwang.entities.rules.definition import Kind
from yiwang.entities.rules.partition import Node
from yiwang.entities.rules.prepare import digest_of, opened, standard_of
from yiwang.entities.rules.survivorship import Statement

_COLUMNS = """r.id, s.slug, r.key, r.number, r.entity, r.as_of, r.seen_at, r.content, r.since, r.sealed, r.digest,
    r.known_from"""


@dataclass
class Held:
    """A record from the database. Its values are opened when they are asked for."""

    kind: Kind
    id: int
    source: str
    key: bytes
    number: bytes | None
    entity: int | None
    as_of: datetime
    seen_at: datetime
    content: dict[str, Any]
    since_stored: dict[str, str] | None
    sealed: bytes | None
    digest: bytes
    known_from: datetime

    @property
    def name(self) -> str:
        return f"{self.source}:{self.key.hex()}"

    @cached_property
    def _opened(self) -> tuple[str, dict[str, Any]]:
        found = opened(self.kind, self.content, self.sealed)
        if digest_of(self.kind, *found) != self.digest:
            raise Tampered(self.id)
        return found

    @property
    def raw(self) -> str:
        return self._opened[0]

    @property
    def values(self) -> dict[str, Any]:
        return self._opened[1]

    @cached_property
    def since(self) -> dict[str, datetime]:
        return {name: datetime.fromisoformat(text) for name, text in (self.since_stored or {}).items()}

    @cached_property
    def standard(self) -> dict[str, Any]:
        return standard_of(self.kind, self.values, self.raw, self.as_of)

    def statement(self) -> Statement:
        return Statement(self.source, self.name, self.values, self.as_of, self.since)

    def node(self, ranks: dict[str, int], *, stands: bool = True) -> Node:
        number = self.number.hex() if self.number else ""
        home = str(self.entity) if stands and self.entity is not None else ""
        return Node(self.name, number, ranks.get(self.source, 99), home)


def ranks_of(kind: Kind) -> dict[str, int]:
    """The rank of each source: where it stands in the order of the number's authorities, then of the kind's sources."""
    order = [*kind.attribute(kind.number_attribute).sources, *(one.slug for one in kind.sources)]
    return {slug: at for at, slug in enumerate(dict.fromkeys(order))}


def _read(kind: Kind, where: str, values: Sequence[Any]) -> list[Held]:
    query = (
        f"SELECT {_COLUMNS} FROM entities_record r JOIN entities_source s ON s.id = r.source_id WHERE {where}"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [held_of(kind, row) for row in cursor.fetchall()]


def held_of(kind: Kind, row: Sequence[Any]) -> Held:
    """A record of a row of `COLUMNS`."""
    import json

    loaded = [json.loads(one) if isinstance(one, str) else one for one in (row[7], row[8])]
    return Held(
        kind=kind,
        id=row[0],
        source=row[1],
        key=bytes(row[2]),
        number=bytes(row[3]) if row[3] is not None else None,
        entity=row[4],
        as_of=row[5],
        seen_at=row[6],
        content=loaded[0],
        since_stored=loaded[1],
        sealed=bytes(row[9]) if row[9] is not None else None,
        digest=bytes(row[10]),
        known_from=row[11],
    )


def by_keys(kind: Kind, source_id: int, keys: Iterable[bytes]) -> list[Held]:
    """Records of a source by their keys."""
    return _read(kind, "r.source_id = %s AND r.key = ANY(%s)", [source_id, list(keys)])


def by_ids(kind: Kind, ids: Iterable[int]) -> list[Held]:
    return _read(kind, "r.id = ANY(%s)", [list(ids)])


def all_of(kind: Kind, size: int = 10_000) -> Iterator[Held]:
    """Every record of the kind in the order of their ids, read so many at a time."""
    after = 0
    while found := _read(kind, f"s.kind = %s AND r.id > %s ORDER BY r.id LIMIT {size}", [kind.slug, after]):
        yield from found
        after = found[-1].id


def by_numbers(kind: Kind, numbers: Iterable[bytes]) -> list[Held]:
    """All records with these valid numbers, those that wait included."""
    return _read(kind, "s.kind = %s AND r.number = ANY(%s)", [kind.slug, list(numbers)])


def by_entities(kind: Kind, entities: Iterable[int]) -> list[Held]:
    return _read(kind, "r.entity = ANY(%s)", [list(entities)])


def in_blocks(kind: Kind, blocks: Sequence[int], *, free: bool, most: int) -> list[Held]:
    """Records that stand in one of the blocks: those without a number only (`free`), or all; at most `most`."""
    if not blocks:
        return []
    only = " AND r.number IS NULL" if free else ""
    return _read(
        kind,
        f"r.blocks && %s::bigint[] AND s.kind = %s{only} LIMIT {most}",
        [list(blocks), kind.slug],
    )


def any_free(kind: Kind) -> bool:
    """Whether any record of the kind has no valid number: mostly there is none to look for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM entities_record r JOIN entities_source s ON s.id = r.source_id"
            " WHERE r.number IS NULL AND r.blocks <> '{}' AND s.kind = %s)",
            [kind.slug],
        )
        return bool(cursor.fetchone()[0])
