"""Take a chunk of records: what is new is linked, what changed keeps its past, what is the same is only seen again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from yiwang.entities.kinds import source_numbers
from yiwang.entities.models import Entity
from yiwang.entities.rules import guards
from yiwang.entities.rules.definition import Kind, Source
from yiwang.entities.rules.prepare import Prepared, seal
from yiwang.entities.rules.survivorship import Statement
from yiwang.entities.services import held as records
from yiwang.entities.services.bulk import mirror
from yiwang.entities.services.bulk.writing import overwrite
from yiwang.entities.services.effects import MOST_TICKETS, Effects, tell
from yiwang.entities.services.held import Held
from yiwang.entities.services.settle import settle, takes_part
from yiwang.entities.types import Ingested

#: Records in one transaction.
CHUNK = 2000


@dataclass
class _Work:
    """What a chunk comes to, before it is written."""

    fresh: list[Prepared] = field(default_factory=list)
    changed: list[tuple[Held, Prepared]] = field(default_factory=list)
    seen: dict[int, datetime] = field(default_factory=dict)
    late: int = 0


@dataclass
class Absorbed:
    """What a chunk did, and what the caller tells at the end of all chunks."""

    done: Ingested
    effects: Effects


def one_writer(kind: str) -> None:
    """Until commit nobody else links records of this kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('entities'), hashtext(%s))", [kind])


def absorb(
    kind: Kind, source: Source, chunk: Sequence[Prepared], *, load: str, tickets_left: int = MOST_TICKETS
) -> Absorbed:
    """Write one chunk, in one transaction."""
    with transaction.atomic():
        one_writer(kind.slug)
        at = timezone.now()
        source_id = source_numbers(kind.slug)[source.slug]
        newest = _newest(chunk)
        standing = {one.key: one for one in records.by_keys(kind, source_id, newest)}
        if mirror.generation(source_id):
            for key, seen in mirror.seen(source_id, list(standing)).items():
                standing[key].seen_at = max(standing[key].seen_at, seen)
            mirror.note(source_id, newest)
        work = _sorted_out(kind, newest.values(), standing)
        before, relink = _take_changes(kind, work, at)
        made = _insert(kind, source_id, work.fresh, load, at)
        _seen(work.seen)
        linked = _link(kind, source, work.fresh, made, before, at)
        slow = [*linked.slow, *relink]
        done = Ingested(
            records=len(chunk),
            created=linked.created,
            linked=linked.linked,
            changed=len(work.changed),
            unchanged=len(work.seen) + len(chunk) - len(newest),
            late=work.late,
            waiting=linked.waiting,
        )
        acts = dict.fromkeys(linked.born, "created")
        after = _after(kind, {*before, *linked.touched})
        effects = tell(kind, before, after, acts=acts, source=source.slug, tickets_left=tickets_left)
        for one in slow:
            extra, told = settle_one(kind, one, source, tickets_left - effects.conflicts)
            done += extra
            effects.changed += told.changed
            effects.conflicts += told.conflicts
            for name, count in told.untold.items():
                effects.untold[name] = effects.untold.get(name, 0) + count
        done += Ingested(0, conflicts=effects.conflicts, entities_changed=effects.changed)
    return Absorbed(done, effects)


def _newest(chunk: Sequence[Prepared]) -> dict[bytes, Prepared]:
    """Of several rows with one key the newest, in whatever order they come."""
    found: dict[bytes, Prepared] = {}
    for one in chunk:
        known = found.get(one.key)
        if known is None or (_dated(one), one.tie) >= (_dated(known), known.tie):
            found[one.key] = one
    return found


def _dated(one: Prepared) -> datetime:
    assert one.as_of is not None
    return one.as_of


def _sorted_out(kind: Kind, rows: Any, standing: dict[bytes, Held]) -> _Work:
    work = _Work()
    for one in rows:
        there = standing.get(one.key)
        if there is None:
            work.fresh.append(one)
        elif one.digest == there.digest:
            if _dated(one) > there.seen_at:
                work.seen[there.id] = _dated(one)
            else:
                work.seen.setdefault(there.id, there.seen_at)
        elif _dated(one) < there.seen_at:
            work.late += 1
        else:
            work.changed.append((there, one))
    return work


def _take_changes(kind: Kind, work: _Work, at: datetime) -> tuple[dict[int, list[Statement]], list[int]]:
    """Write new contents over old ones, which go to the past; gives what was said before, and records to link anew."""
    if not work.changed:
        return {}, []
    entities = {there.entity for there, _ in work.changed if there.entity is not None}
    before: dict[int, list[Statement]] = {}
    _spoken(kind, entities, before)
    relink, rows = [], []
    cells = seal([one.sealed_text() for _, one in work.changed])
    for (there, one), cell in zip(work.changed, cells, strict=True):
        since = {
            name: there.since.get(name, there.as_of).isoformat()
            for name, value in one.values.items()
            if there.values.get(name) == value and not kind.attribute(name).many
        }
        rows.append(
            (
                there.id,
                one.number_index,
                one.blocks,
                _dated(one),
                json.dumps(one.content, ensure_ascii=False),
                json.dumps(since) if since else None,
                cell,
                one.digest,
            )
        )
        if one.number_index != there.number or (not one.number and one.blocks != _blocks(kind, there)):
            relink.append(there.id)
    _overwrite(rows, at)
    return before, relink


def _blocks(kind: Kind, there: Held) -> list[int]:
    from yiwang.entities.rules.blocking import blocks_of

    return blocks_of(there.standard, kind.linkage.blocks) if kind.linkage else []


def _overwrite(rows: Sequence[tuple[Any, ...]], at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS entities_changed (id bigint, number bytea, blocks bigint[], as_of timestamptz,"
            " content jsonb, since jsonb, sealed bytea, digest bytea) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE entities_changed")
        with cursor.copy("COPY entities_changed FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    overwrite(at)


def _insert(
    kind: Kind, source_id: int, fresh: Sequence[Prepared], load: str, at: datetime
) -> dict[bytes, int]:
    """New records, not linked yet; gives their ids by key."""
    if not fresh:
        return {}
    cells = seal([one.sealed_text() for one in fresh])
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY entities_record (source_id, key, number, blocks, as_of, seen_at, content, sealed, digest,"
            " known_from, load) FROM STDIN"
        ) as copy:
            for one, cell in zip(fresh, cells, strict=True):
                copy.write_row(
                    (
                        source_id,
                        one.key,
                        one.number_index,
                        one.blocks,
                        _dated(one),
                        _dated(one),
                        json.dumps(one.content, ensure_ascii=False),
                        cell,
                        one.digest,
                        at,
                        load,
                    )
                )
        cursor.execute(
            "SELECT key, id FROM entities_record WHERE source_id = %s AND key = ANY(%s)",
            [source_id, [one.key for one in fresh]],
        )
        return {bytes(key): identifier for key, identifier in cursor.fetchall()}


def _seen(seen: dict[int, datetime]) -> None:
    if seen:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE entities_record r SET seen_at = v.at FROM unnest(%s::bigint[], %s::timestamptz[]) AS v(id, at)"
                " WHERE r.id = v.id AND r.seen_at < v.at",
                [list(seen), list(seen.values())],
            )


@dataclass
class _Linked:
    created: int = 0
    linked: int = 0
    waiting: int = 0
    born: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    slow: list[int] = field(default_factory=list)


def _link(
    kind: Kind,
    source: Source,
    fresh: Sequence[Prepared],
    made: dict[bytes, int],
    before: dict[int, list[Statement]],
    at: datetime,
) -> _Linked:
    """The plain cases in sets: a number that is known by one entity, a number nobody had; the rest one by one."""
    done = _Linked()
    if not fresh:
        return done
    numbers = {one.number_index for one in fresh if one.number_index is not None}
    mates: dict[bytes, list[Held]] = {one: [] for one in numbers}
    ours = set(made.values())
    for mate in records.by_numbers(kind, numbers) if numbers else ():
        if mate.id not in ours and mate.number is not None:
            mates[mate.number].append(mate)
    free = records.any_free(kind) if kind.linkage else False
    links: list[tuple[int, int]] = []
    born: list[Prepared] = []
    home: dict[bytes, int] = {}
    for one in fresh:
        number = one.number_index
        sharing = mates.get(number, []) if number is not None else []
        entities = {mate.entity for mate in sharing if mate.entity is not None}
        if number is None and not source.founds:
            done.waiting += 1
        elif number is None or len(entities) > 1 or (free and _near_free(kind, one)):
            done.slow.append(made[one.key])
        elif entities:
            if source.founds and any(_two_people(kind, one, mate) for mate in sharing):
                done.slow.append(made[one.key])
            else:
                (entity,) = entities
                assert entity is not None
                links.append((made[one.key], entity))
                home[number] = entity
        elif not source.founds:
            done.waiting += 1
        elif number in home or any(other.number_index == number for other in born):
            done.slow.append(made[one.key])
        else:
            born.append(one)
            home[number] = 0
    done.linked = len(links)
    touched = {entity for _, entity in links}
    _spoken(kind, touched - set(before), before)
    ids = _create(kind, len(born), at)
    for one, entity in zip(born, ids, strict=True):
        links.append((made[one.key], entity))
        # Rows that waited for somebody with this number.
        links += [(mate.id, entity) for mate in mates[one.number_index or b""] if mate.entity is None]
    done.created, done.born, done.touched = len(born), set(ids), touched | set(ids)
    _write_links(links)
    return done


def _two_people(kind: Kind, one: Prepared, mate: Held) -> bool:
    if not kind.personal or not takes_part(kind, mate):
        return False
    return guards.one_number_two_people(one.standard, mate.standard)


def _near_free(kind: Kind, one: Prepared) -> bool:
    """Whether a record without a number stands in a block of this one and may find its number now."""
    return bool(one.probes) and bool(records.in_blocks(kind, one.probes, free=True, most=1))


def _spoken(kind: Kind, entities: set[int], before: dict[int, list[Statement]]) -> None:
    """What was said of entities before: the records that are linked already."""
    before |= {one: [] for one in entities}
    for one in records.by_entities(kind, entities) if entities else ():
        assert one.entity is not None
        before[one.entity].append(one.statement())


def _create(kind: Kind, count: int, at: datetime) -> list[int]:
    rows = Entity.objects.bulk_create(
        [Entity(kind=kind.slug, created_at=at) for _ in range(count)], batch_size=CHUNK
    )
    return [row.pk for row in rows]


def _write_links(links: Sequence[tuple[int, int]]) -> None:
    if links:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE entities_record r SET entity = v.entity, first_entity = coalesce(r.first_entity, v.entity)"
                " FROM unnest(%s::bigint[], %s::bigint[]) AS v(id, entity) WHERE r.id = v.id",
                [[one for one, _ in links], [entity for _, entity in links]],
            )


def _after(kind: Kind, entities: set[int]) -> dict[int, list[Statement]]:
    found: dict[int, list[Statement]] = {one: [] for one in entities}
    for one in records.by_entities(kind, entities) if entities else ():
        assert one.entity is not None
        found[one.entity].append(one.statement())
    return found


def settle_one(kind: Kind, record: int, source: Source, tickets_left: int) -> tuple[Ingested, Effects]:
    """One record that the plain cases do not cover, against everything that bears on it."""
    (one,) = records.by_ids(kind, [record])
    was = one.entity
    moved = settle(kind, [one], why="resolved")
    now = moved.records.get(record, (was, was))[1]
    new = now in moved.created
    acts = dict.fromkeys(moved.created, "created")
    acts |= {entity: "changed" for entity in moved.after if entity not in acts}
    effects = tell(kind, moved.before, moved.after, acts=acts, source=source.slug, tickets_left=tickets_left)
    report_shared_number(kind, one)
    return (
        Ingested(
            0,
            created=len(moved.created),
            linked=int(not new and was is None and now is not None),
            doubts=moved.doubts,
        ),
        effects,
    )


def report_shared_number(kind: Kind, one: Held) -> None:
    """Two entities with one valid number are never merged silently: the authority for the number gets a ticket."""
    from yiwang.entities.services.shared_number import report

    if one.number is not None:
        report(kind, one.number)
