"""Give records their entity: gather everything that bears on them, group it by the rules, move what must move."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from yiwang.entities.kinds import weights
from yiwang.entities.models import Decision, Entity, Move, Record, Review
from yiwang.entities.rules import guards
from yiwang.entities.rules.blocking import probes_of
from yiwang.entities.rules.definition import Kind
from yiwang.entities.rules.identifiers import keep_identifiers
from yiwang.entities.rules.partition import (
    Doubt,
    Edge,
    Limits,
    Pair,
    Partition,
    pair,
    partition,
)
from yiwang.entities.rules.prepare import Prepared
from yiwang.entities.rules.scoring import Model
from yiwang.entities.rules.survivorship import Statement
from yiwang.entities.services import held as records
from yiwang.entities.services.held import Held

#: Candidates looked at for one record; a block that is larger says nothing about anybody.
MOST_CANDIDATES = 400
#: Records gathered for one decision; beyond, batch linkage has to look.
MOST_GATHERED = 2000


@dataclass
class Moved:
    """What settling did: statements of the entities it touched are read before and after by the caller."""

    created: list[int] = field(default_factory=list)
    records: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    before: dict[int, list[Statement]] = field(default_factory=dict)
    after: dict[int, list[Statement]] = field(default_factory=dict)
    doubts: int = 0
    groups: int = 0

    @property
    def entities(self) -> set[int]:
        return {one for two in self.records.values() for one in two if one is not None}


def limits_of(kind: Kind) -> Limits:
    """From which weight on the kind's records are linked."""
    linkage = kind.linkage
    if linkage is None:
        return Limits(float("inf"), float("inf"), 0)
    return Limits(linkage.link_weight, linkage.review_weight, linkage.margin)


@dataclass
class Gathered:
    """Records that bear on one another, with their weights and what stewards said of them."""

    kind: Kind
    model: Model | None
    held: dict[str, Held] = field(default_factory=dict)
    edges: dict[Pair, Edge] = field(default_factory=dict)
    #: Records whose links are decided afresh: nothing of theirs stands.
    afresh: set[str] = field(default_factory=set)
    never: set[Pair] = field(default_factory=set)
    always: set[Pair] = field(default_factory=set)

    def add(self, found: Iterable[Held]) -> list[Held]:
        fresh = [one for one in found if one.name not in self.held]
        for one in fresh:
            self.held[one.name] = one
        return fresh

    def compare(self, one: Held, other: Held) -> float:
        """The weight of two records, written down as an edge when it could matter."""
        assert self.model is not None
        two = pair(one.name, other.name)
        if two not in self.edges:
            self.edges[two] = edge_of(
                self.kind, one, other, self.model.score(one.standard, other.standard).weight
            )
        return self.edges[two].weight

    def clash(self, one: str, other: str) -> bool:
        if not self.kind.personal:
            return False
        left, right = self.held[one], self.held[other]
        return guards.one_number_two_people(left.standard, right.standard)

    def partition(self) -> Partition:
        ranks = records.ranks_of(self.kind)
        return partition(
            (
                one.node(ranks, stands=one.name not in self.afresh)
                for one in self.held.values()
                if takes_part(self.kind, one)
            ),
            self.edges,
            limits_of(self.kind),
            clash=self.clash,
            never=self.never,
            always=self.always,
        )


def edge_of(kind: Kind, one: Held | Prepared, other: Held, weight: float) -> Edge:
    """Two records of a weight, with the trap they stand in."""
    trapped = guards.trap(one.standard, other.standard) if kind.personal else None
    return Edge(weight, trapped.slug, trapped.relatives) if trapped else Edge(weight)


def takes_part(kind: Kind, one: Held) -> bool:
    """Whether a record may found or join by itself; rows of many values only follow a number."""
    source = next((two for two in kind.sources if two.slug == one.source), None)
    return source is not None and source.founds


def gather(kind: Kind, start: Sequence[Held]) -> Gathered:
    """Everything whose grouping could depend on the given records, and on which theirs could.

    The given ones are new, changed or decided upon: their links are decided afresh.
    """
    found = Gathered(kind, weights(kind) if kind.linkage else None)
    found.afresh.update(one.name for one in start)
    edge_from = limits_of(kind).review
    waiting = found.add(start)
    expanded: set[str] = set()
    while waiting and len(found.held) < MOST_GATHERED:
        fresh: list[Held] = []
        entities = {one.entity for one in waiting if one.entity is not None}
        if entities:
            fresh += found.add(records.by_entities(kind, entities))
        numbers = {one.number for one in (*waiting, *fresh) if one.number is not None}
        if numbers:
            fresh += found.add(records.by_numbers(kind, numbers))
        for one in (*waiting, *fresh):
            if one.name in expanded or found.model is None or not takes_part(kind, one):
                continue
            expanded.add(one.name)
            fresh += _neighbours(found, one, edge_from)
        waiting = fresh
        heed_decisions(found)
    return found


def _neighbours(found: Gathered, one: Held, edge_from: float) -> list[Held]:
    """Records in the blocks of one; a numbered record only asks for those without a number."""
    kind = found.kind
    assert kind.linkage is not None
    probes = probes_of(one.standard, kind.linkage.blocks)
    near = records.in_blocks(kind, probes, free=one.number is not None, most=MOST_CANDIDATES)
    kept = []
    for other in near:
        if other.name != one.name and found.compare(one, other) >= edge_from:
            kept.append(other)
    return found.add(kept)


def heed_decisions(found: Gathered) -> None:
    """What stewards said of pairs of these records; brings in the records on the other side."""
    ids = {one.id: one.name for one in found.held.values()}
    rows = Decision.objects.filter(
        Q(left__overlap=list(ids)) | Q(right__overlap=list(ids)),
        kind=found.kind.slug,
        undone_at=None,
        act__in=("merge", "different", "split"),
    )
    decisions = list(rows)
    unknown = {one for row in decisions for one in (*row.left, *row.right)} - set(ids)
    for one in found.add(records.by_ids(found.kind, unknown)) if unknown else ():
        ids[one.id] = one.name
    for row in decisions:
        pairs = {
            pair(ids[a], ids[b]) for a in row.left for b in row.right if a in ids and b in ids and a != b
        }
        (found.always if row.act == "merge" else found.never).update(pairs)


def settle(
    kind: Kind, start: Sequence[Held], *, why: str, decision: Decision | None = None,
    former: Mapping[str, int] | None = None, leaving: Collection[str] = (),
) -> Moved:  # fmt: skip
    """Regroup what bears on the given records, and move records whose entity is another now.

    `former` are ids that nobody holds any more, by the records that came with them: they count as if still held.
    Records that are `leaving` have no claim to the id they have.
    """
    return regroup(kind, gather(kind, start), why=why, decision=decision, former=former, leaving=leaving)


def regroup(
    kind: Kind, found: Gathered, *, why: str, decision: Decision | None = None,
    former: Mapping[str, int] | None = None, leaving: Collection[str] = (),
) -> Moved:  # fmt: skip
    """Group what was gathered, and move records whose entity is another now."""
    result = found.partition()
    before = {name: one.entity for name, one in found.held.items() if one.entity is not None}
    moved = Moved(groups=len(result.groups))

    def fresh() -> int:
        entity = Entity.objects.create(kind=kind.slug, created_at=timezone.now())
        moved.created.append(entity.pk)
        return entity.pk

    names = {name for group in result.groups for name in group}
    after = keep_identifiers(
        result.groups,
        claims_of(before, former or {}, leaving, names),
        fresh,
    )
    _follow_numbers(kind, found, after)
    spoken = statements_by_entity(found.held.values())
    apply_moves(found.held, after, moved, why=why, decision=decision)
    moved.doubts = open_reviews(kind, found.held, result.doubts)
    speaking = statements_by_entity(found.held.values())
    moved.before = {one: spoken[one] for one in moved.entities if one in spoken}
    moved.after = {one: speaking.get(one, []) for one in moved.entities}
    return moved


def claims_of(
    before: Mapping[str, int], former: Mapping[str, int], leaving: Collection[str], names: Collection[str]
) -> dict[str, int]:
    """To which id each record that takes part lays claim."""
    held = {name: entity for name, entity in before.items() if name not in leaving}
    return {name: entity for name, entity in {**held, **former}.items() if name in names}


def statements_by_entity(held: Iterable[Held]) -> dict[int, list[Statement]]:
    """What is said of each entity by these records, as they are linked now."""
    found: dict[int, list[Statement]] = {}
    for one in held:
        if one.entity is not None:
            found.setdefault(one.entity, []).append(one.statement())
    return found


def _follow_numbers(kind: Kind, found: Gathered, after: dict[str, int]) -> None:
    """Rows of many values go where the records with their number are; the most authoritative at a dispute."""
    ranks = records.ranks_of(kind)
    home: dict[bytes, tuple[tuple[int, str], int]] = {}
    for name, entity in after.items():
        one = found.held[name]
        if one.number is not None:
            rank = (ranks.get(one.source, 99), name)
            if one.number not in home or rank < home[one.number][0]:
                home[one.number] = (rank, entity)
    for name, one in found.held.items():
        if name not in after and one.number in home:
            after[name] = home[one.number][1]


def apply_moves(
    held: Mapping[str, Held],
    after: Mapping[str, int],
    moved: Moved,
    *,
    why: str,
    decision: Decision | None = None,
) -> None:
    """Write new links; the first link of a record is no move."""
    now = timezone.now()
    moves = []
    for name, entity in after.items():
        one = held[name]
        if one.entity == entity:
            continue
        moved.records[one.id] = (one.entity, entity)
        if one.entity is not None:
            moves.append(
                Move(
                    record=one.id,
                    from_entity=one.entity,
                    to_entity=entity,
                    why=why,
                    decision=decision,
                    at=now,
                )
            )
        one.entity = entity
    if not moved.records:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE entities_record r SET entity = v.entity, first_entity = coalesce(r.first_entity, v.entity)"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS v(id, entity) WHERE r.id = v.id",
            [list(moved.records), [to for _, to in moved.records.values()]],
        )
    Move.objects.bulk_create(moves, batch_size=2000)
    _states(moved)


def _states(moved: Moved) -> None:
    """An entity without records is merged into where most of them went; one that has some again is active."""
    went: dict[int, dict[int, int]] = {}
    for old, new in moved.records.values():
        if old is not None:
            went.setdefault(old, {})[new] = went.get(old, {}).get(new, 0) + 1
    entities = moved.entities
    held = Record.objects.filter(entity__in=entities).values_list("entity", flat=True).distinct()
    alive = {one for one in held if one is not None}
    for entity in entities - alive:
        counts = went.get(entity)
        if counts:
            into = min(counts, key=lambda one: (-counts[one], one))
            Entity.objects.filter(pk=entity).update(state="merged", merged_into=into)
    Entity.objects.filter(pk__in=alive, state="merged").update(state="active", merged_into=None)


def open_reviews(kind: Kind, held: Mapping[str, Held], doubts: Iterable[Doubt]) -> int:
    """Put pairs before a steward; a pair somebody decided is not asked again."""
    now: datetime = timezone.now()
    rows: list[Review] = []
    for doubt in doubts:
        left, right = held[doubt.left], held[doubt.right]
        one, other = sorted((left.id, right.id))
        rows.append(
            Review(
                kind=kind.slug,
                record=one,
                other_record=other,
                weight=doubt.weight,
                reason=doubt.reason,
                opened_at=now,
            )
        )
    made: Any = Review.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len(made)


def close_settled_reviews(kind: Kind, touched: Iterable[int]) -> None:
    """Pairs that wait for a steward and are one entity by now, or two by a decision, wait no longer."""
    ids = list(touched)
    rows = Review.objects.filter(Q(record__in=ids) | Q(other_record__in=ids), kind=kind.slug, state="open")
    waiting = list(rows)
    of = dict(
        Record.objects.filter(
            pk__in={one for row in waiting for one in (row.record, row.other_record)}
        ).values_list("pk", "entity")
    )
    now = timezone.now()
    for row in waiting:
        if of.get(row.record) is not None and of[row.record] == of.get(row.other_record):
            row.state, row.closed_at = "together", now
        elif Decision.objects.filter(
            Q(left__contains=[row.record], right__contains=[row.other_record])
            | Q(right__contains=[row.record], left__contains=[row.other_record]),
            act__in=("different", "split"),
            undone_at=None,
        ).exists():
            row.state, row.closed_at = "different", now
        else:
            continue
        row.save(update_fields=["state", "closed_at"])
