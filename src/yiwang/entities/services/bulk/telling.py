"""Which golden records a snapshot changed: in sets where one record is all there is of somebody, else one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils import timezone

from yiwang.bus import api as bus
from yiwang.entities.facts import EntityChanged
from yiwang.entities.models import Change, Decision, Past
from yiwang.entities.rules import in_sql
from yiwang.entities.rules.life import step
from yiwang.entities.rules.prepare import opened
from yiwang.entities.rules.survivorship import Statement
from yiwang.entities.services import held as records
from yiwang.entities.services.bulk import pipe
from yiwang.entities.services.bulk.arrivals import Arrivals
from yiwang.entities.services.bulk.linking import Placed
from yiwang.entities.services.bulk.writing import speaks
from yiwang.entities.services.effects import MOST_FACTS, MOST_TICKETS, tell
from yiwang.entities.services.held import Held

_CHUNK = 2000
_CHANGE = "entities_change (kind, entity, last, act, attributes, source, at)"


@dataclass
class Outcome:
    """What a snapshot did to golden records, as far as it is told."""

    changed: int = 0
    conflicts: int = 0
    tickets_left: int = MOST_TICKETS
    untold: dict[str, int] = field(default_factory=dict)

    def add(self, changed: int, conflicts: int, untold: Mapping[str, int]) -> None:
        self.changed += changed
        self.conflicts += conflicts
        self.tickets_left = max(0, self.tickets_left - conflicts)
        for name, count in untold.items():
            self.untold[name] = self.untold.get(name, 0) + count


def tell_all(arrivals: Arrivals, placed: Placed, at: datetime) -> Outcome:
    """Write the feed, conflicts and lives; records that need a thought tell for themselves later."""
    outcome = Outcome()
    _born_alone(arrivals, placed, at)
    outcome.changed += placed.alone
    crowded = _changed(arrivals, outcome, at)
    born = {one for (one,) in arrivals.all("SELECT entity FROM placed WHERE fate = 'born' AND company")}
    joined = {
        one for (one,) in arrivals.all("SELECT DISTINCT entity FROM placed WHERE fate IN ('link', 'follow')")
    }
    several = sorted(born | joined | crowded)
    for start in range(0, len(several), _CHUNK):
        _one_by_one(arrivals, several[start : start + _CHUNK], born, outcome, at)
    return outcome


def _born_alone(arrivals: Arrivals, placed: Placed, at: datetime) -> None:
    kind, source = arrivals.kind, arrivals.source
    if not placed.alone:
        return
    names = [name for name in kind.plain if speaks(kind, source.slug, name)]
    counted = ", ".join(f"count({in_sql.value(name)})" for name in names)
    filled = arrivals.one(
        f"SELECT {counted or '1'} FROM placed JOIN delta USING (n) WHERE fate = 'born' AND NOT company"
    )
    attributes = [name for name, count in zip(names, filled, strict=False) if count]
    Change.objects.create(
        kind=kind.slug,
        entity=placed.first_alone,
        last=placed.last_alone,
        act="created",
        attributes=attributes,
        source=source.slug,
        at=timezone.now(),
    )
    if placed.alone <= MOST_FACTS:
        for (one,) in arrivals.all("SELECT entity FROM placed WHERE fate = 'born' AND NOT company"):
            bus.publish(EntityChanged(kind.slug, one, "created", tuple(attributes)))
    _births(arrivals, at)


def _births(arrivals: Arrivals, at: datetime) -> None:
    """The event with which a life begins in a state, where the text knows one."""
    kind, life = arrivals.kind, arrivals.kind.life
    if life is None or not speaks(kind, arrivals.source.slug, life.attribute):
        return
    for state in life.states:
        event = step(life, "", state.slug).event
        if event is None or event.slug == "known":
            continue
        words = ", ".join(map(in_sql.literal, dict.fromkeys((state.slug, *state.values))))
        pipe.hand_over(
            arrivals.duck,
            f"""SELECT entity, {in_sql.literal(event.slug)}, '', {in_sql.literal(state.slug)}, CAST(as_of AS DATE),
                {in_sql.literal(arrivals.source.slug)}, true, '{at.isoformat()}'
            FROM placed JOIN delta USING (n)
            WHERE fate = 'born' AND NOT company AND {in_sql.value(life.attribute)} IN ({words})""",
            'entities_life_event (entity, event, come_from, "to", "on", source, allowed, at)',
        )


def _changed(arrivals: Arrivals, outcome: Outcome, at: datetime) -> set[int]:
    """Tell of entities that are nothing but the record that changed; gives the others."""
    kind, source = arrivals.kind, arrivals.source
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT r.entity FROM entities_changed c JOIN entities_record r ON r.id = c.id"
            " WHERE r.entity IS NOT NULL AND EXISTS"
            " (SELECT 1 FROM entities_record o WHERE o.entity = r.entity AND o.id <> r.id)"
        )
        crowded = {one for (one,) in cursor.fetchall()}
    pinned = Decision.objects.filter(kind=kind.slug, act="pin", undone_at=None)
    arrivals.table("pinned", ("entity",), [(str(one),) for one in pinned.values_list("entity", flat=True)])
    crowded |= {
        one
        for (one,) in arrivals.all(
            "SELECT entity FROM turned WHERE entity IN (SELECT entity::BIGINT FROM pinned)"
        )
    }
    if kind.life is not None and kind.life.attribute in source.columns:
        name = in_sql.literal(kind.life.attribute)
        crowded |= {one for (one,) in arrivals.all(f"SELECT entity FROM turned WHERE {name} IN attributes")}
    crowded.discard(None)
    arrivals.table("crowded", ("entity",), [(str(one),) for one in crowded])
    alone = (
        "FROM turned WHERE entity IS NOT NULL AND len(attributes) > 0"
        " AND entity NOT IN (SELECT entity::BIGINT FROM crowded)"
    )
    told = pipe.hand_over(
        arrivals.duck,
        f"""SELECT {in_sql.literal(kind.slug)}, entity, entity, 'changed',
            '{{' || array_to_string(attributes, ',') || '}}', {in_sql.literal(source.slug)}, '{at.isoformat()}' {alone}""",
        _CHANGE,
    )
    if told <= MOST_FACTS:
        for entity, attributes in arrivals.all(f"SELECT entity, attributes {alone}"):
            bus.publish(EntityChanged(kind.slug, entity, "changed", tuple(attributes)))
    outcome.add(told, 0, {})
    return crowded


def _one_by_one(
    arrivals: Arrivals, entities: Iterable[int], born: set[int], outcome: Outcome, at: datetime
) -> None:
    """Entities of several records: their golden records before and after, as one record at a time would tell them."""
    kind = arrivals.kind
    after: dict[int, list[Statement]] = {one: [] for one in entities}
    before: dict[int, list[Statement]] = {one: [] for one in after}
    now = records.by_entities(kind, after)
    past = _past([one for one in now if one.known_from == at], at)
    for one in now:
        assert one.entity is not None
        after[one.entity].append(one.statement())
        if one.entity in born:
            continue
        if one.known_from != at:
            before[one.entity].append(one.statement())
        elif one.id in past:
            before[one.entity].append(past[one.id])
    acts = {one: "created" for one in after if one in born}
    told = tell(
        kind, before, after, acts=acts, source=arrivals.source.slug, tickets_left=outcome.tickets_left
    )
    outcome.add(told.changed, told.conflicts, told.untold)


def _past(ones: list[Held], at: datetime) -> dict[int, Statement]:
    """What records said before this merge."""
    found = {}
    by_id = {one.id: one for one in ones}
    for row in Past.objects.filter(record__in=list(by_id), known_to=at):
        one = by_id[row.record]
        _, values = opened(one.kind, row.content, bytes(row.sealed) if row.sealed is not None else None)
        since = {name: datetime.fromisoformat(text) for name, text in (row.since or {}).items()}
        found[one.id] = Statement(one.source, one.name, values, row.as_of, since)
    return found
