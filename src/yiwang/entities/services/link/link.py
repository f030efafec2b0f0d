"""Link all records of a kind: the weights are trained, every pair that could matter is weighed, groups are formed anew.

Which records belong together is decided by the same rules as one by one, with traps, margins and stewards' decisions;
Splink only says how much each pair weighs. Ids stay where most records of a group had them.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.entities.kinds import kind_of, weights
from yiwang.entities.models import Review, WeightModel
from yiwang.entities.rules.definition import Kind, Linkage
from yiwang.entities.rules.partition import pair
from yiwang.entities.rules.scoring import Model
from yiwang.entities.services import held as records
from yiwang.entities.services.absorb import one_writer
from yiwang.entities.services.effects import MOST_TICKETS, summarise, tell
from yiwang.entities.services.link import weighing
from yiwang.entities.services.settle import (
    Gathered,
    Moved,
    close_settled_reviews,
    edge_of,
    heed_decisions,
    limits_of,
    regroup,
    takes_part,
)
from yiwang.entities.types import Linked
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger

#: Told: the phase, how far it is, and of how much (0 when that is not known).
Progress = Callable[[str, int, int], None]
#: Records without a number whose surroundings are read at once.
_TOGETHER = 500
_SOURCE = "linkage"


def link(kind: str, *, by: Actor, progress: Progress | None = None) -> Linked:
    """Link every record of a kind, in one transaction; nobody else links meanwhile. Once more it changes nothing.

    New weights are a new version, and from then on single records are weighed by them too. They are trained again only
    when records or the declaration have changed. A kind that is linked by numbers alone has nothing to do.

    Raises Refused, UnknownKind; Tampered when a record was changed in the database.
    """
    require(by, "entities.link", kind)
    known = kind_of(kind)
    if known.linkage is None:
        return Linked(0, 0, 0, 0, 0, 0)
    seconds: dict[str, float] = {}
    tell_phase = progress or (lambda *_: None)
    with transaction.atomic(), lake.connect(memory="2GB") as duck:
        one_writer(kind)
        waiting = Review.objects.filter(kind=kind, state="open").count()
        with _timed(seconds, "read"):
            count, free = _read(duck, known, known.linkage, tell_phase)
        with _timed(seconds, "train"):
            tell_phase("train", 0, 0)
            model = _model(duck, known, known.linkage)
        with _timed(seconds, "weigh"):
            tell_phase("weigh", 0, 0)
            pairs = _weighed(duck, known, known.linkage, model)
        with _timed(seconds, "group"):
            groups, moved = _group(known, model, free, pairs, tell_phase)
        doubts = Review.objects.filter(kind=kind, state="open").count() - waiting
        ledger.record(
            "entities.linked",
            by=by.ref,
            subject=f"register:{kind}",
            detail={"records": count, "pairs": len(pairs), "moved": moved, "model": model.version},
        )
    return Linked(count, len(pairs), groups, moved, doubts, model.version, seconds)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - began


def _read(
    duck: duckdb.DuckDBPyConnection, kind: Kind, linkage: Linkage, progress: Progress
) -> tuple[int, list[int]]:
    """Standardise every record into DuckDB; gives how many, and those without a number."""
    free: list[int] = []

    def rows() -> Iterator[tuple[int, str, Mapping[str, Any]]]:
        for one in records.all_of(kind):
            if takes_part(kind, one):
                if one.number is None:
                    free.append(one.id)
                yield one.id, one.number.hex() if one.number else "", one.standard

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM entities_record r JOIN entities_source s ON s.id = r.source_id WHERE s.kind = %s",
            [kind.slug],
        )
        (whole,) = cursor.fetchone()
    return weighing.load(duck, linkage, rows(), lambda done: progress("read", done, whole)), free


def _model(duck: duckdb.DuckDBPyConnection, kind: Kind, linkage: Linkage) -> Model:
    """The newest weights, or newer ones when they were trained on something else."""
    fingerprint = _fingerprint(kind, linkage)
    newest = WeightModel.objects.filter(kind=kind.slug).order_by("-version").first()
    if newest is not None and newest.figures.get("trained_on") == fingerprint:
        return weights(kind)
    version = newest.version + 1 if newest else 1
    trained = weighing.train(duck, linkage, version=version)
    if trained is None:
        return weights(kind)
    (count,) = duck.execute(f"SELECT count(*) FROM {weighing.RECORDS}").fetchone() or (0,)
    WeightModel.objects.create(
        kind=kind.slug,
        version=version,
        parameters=trained.as_dict(),
        figures={"trained_on": fingerprint, "records": count},
        trained_at=timezone.now(),
    )
    return weights(kind)


def _fingerprint(kind: Kind, linkage: Linkage) -> str:
    """What weights were trained on: the declaration, and which records there are in which state."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(r.id), max(r.known_from) FROM entities_record r"
            " JOIN entities_source s ON s.id = r.source_id WHERE s.kind = %s",
            [kind.slug],
        )
        state = cursor.fetchone()
    return hashlib.sha256(repr((linkage, [str(one) for one in state])).encode()).hexdigest()[:32]


def _weighed(
    duck: duckdb.DuckDBPyConnection, kind: Kind, linkage: Linkage, model: Model
) -> dict[tuple[int, int], float]:
    """Pairs that could be linked, looked at, or make another pair a tie."""
    limits = limits_of(kind)
    table = weighing.weigh(duck, linkage, model, least=min(limits.review, limits.link - limits.margin))
    return {(one, other): weight for one, other, weight in duck.execute(f"SELECT * FROM {table}").fetchall()}


def _group(
    kind: Kind,
    model: Model,
    free: list[int],
    pairs: Mapping[tuple[int, int], float],
    progress: Progress,
) -> tuple[int, int]:
    """Form groups around every record without a number; gives how many groups were looked at, and what moved."""
    near: dict[int, dict[int, float]] = {}
    for (one, other), weight in pairs.items():
        near.setdefault(one, {})[other] = weight
        near.setdefault(other, {})[one] = weight
    done: set[int] = set()
    groups = changed = 0
    left, untold = MOST_TICKETS, dict[str, int]()
    waiting = iter(sorted(free))
    while start := _next(waiting, done):
        found = _gathered(kind, model, start, near)
        done.update(one.id for one in found.held.values())
        moved = regroup(kind, found, why="linked")
        groups, changed = groups + moved.groups, changed + len(moved.records)
        effects = tell(kind, moved.before, moved.after, acts=_acts(moved), source=_SOURCE, tickets_left=left)
        left = max(0, left - effects.conflicts)
        for name, count in effects.untold.items():
            untold[name] = untold.get(name, 0) + count
        close_settled_reviews(kind, moved.records)
        progress("group", len(done.intersection(free)), len(free))
    if untold:
        summarise(kind, untold, _SOURCE)
    return groups, changed


def _next(waiting: Iterator[int], done: set[int]) -> list[int]:
    found: list[int] = []
    for one in waiting:
        if one not in done:
            found.append(one)
            if len(found) == _TOGETHER:
                break
    return found


def _gathered(
    kind: Kind, model: Model, start: Iterable[int], near: Mapping[int, Mapping[int, float]]
) -> Gathered:
    """The given records with everything that bears on their grouping, near and far."""
    found = Gathered(kind, model)
    waiting = found.add(records.by_ids(kind, start))
    while waiting:
        before = set(found.held)
        entities = {one.entity for one in waiting if one.entity is not None}
        numbers = {one.number for one in waiting if one.number is not None}
        partners = {other for one in waiting for other in near.get(one.id, ())}
        if entities:
            found.add(records.by_entities(kind, entities))
        if numbers:
            found.add(records.by_numbers(kind, numbers))
        if partners := partners - {one.id for one in found.held.values()}:
            found.add(records.by_ids(kind, partners))
        heed_decisions(found)
        waiting = [one for name, one in found.held.items() if name not in before]
    by_id = {one.id: one for one in found.held.values()}
    for one in by_id.values():
        for other, weight in near.get(one.id, {}).items():
            if one.id < other:
                mate = by_id[other]
                found.edges[pair(one.name, mate.name)] = edge_of(kind, one, mate, weight)
    return found


def _acts(moved: Moved) -> dict[int, str]:
    """What happened to each entity: those that lost their last record were merged."""
    return {
        entity: "created" if entity in moved.created else "changed" if statements else "merged"
        for entity, statements in moved.after.items()
    }
