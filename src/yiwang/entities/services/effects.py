"""What follows when records of entities changed: the feed, conflicts with their tickets, the life of each entity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from yiwang.access.api import SYSTEM
from yiwang.bus import api as bus
from yiwang.calendar.api import CITY_ZONE
from yiwang.crypto.api import open_field
from yiwang.entities.facts import EntityChanged
from yiwang.entities.models import Conflict, Decision, Entity, LifeEvent
from yiwang.entities.rules.definition import Attribute, Kind
from yiwang.entities.rules.life import state_of, step
from yiwang.entities.rules.survivorship import Golden, Pin, Statement, golden
from yiwang.text import Text
from yiwang.tickets import api as tickets

_BY = SYSTEM("entities")
#: More tickets than this from one batch would bury a department; the rest stand in the queue of conflicts, and one
#: ticket an attribute says how many.
MOST_TICKETS = 50
#: Facts for so many entities at once; beyond, the feed tells it and one fact says where.
MOST_FACTS = 100

Statements = Mapping[int, Iterable[Statement]]


@dataclass
class Effects:
    """What a batch did to entities."""

    changed: int = 0
    conflicts: int = 0
    untold: dict[str, int] = field(default_factory=dict)


def pins_of(entities: Iterable[int]) -> dict[int, dict[str, Pin]]:
    """The values that stewards hold in place."""
    found: dict[int, dict[str, Pin]] = {}
    rows = Decision.objects.filter(act="pin", entity__in=list(entities), undone_at=None).order_by("id")
    for row in rows:
        assert row.entity is not None
        found.setdefault(row.entity, {})[row.attribute] = Pin(open_field(row.value_sealed), row.at)
    return found


def differences(before: Mapping[str, Golden], after: Mapping[str, Golden]) -> list[str]:
    """Attributes whose golden value is another."""
    names = dict.fromkeys((*before, *after))
    return [
        name
        for name in names
        if (before[name].value if name in before else None) != (after[name].value if name in after else None)
    ]


def tell(
    kind: Kind,
    before: Statements,
    after: Statements,
    *,
    acts: Mapping[int, str],
    source: str,
    pins: Mapping[int, Mapping[str, Pin]] | None = None,
    pins_before: Mapping[int, Mapping[str, Pin]] | None = None,
    tickets_left: int = MOST_TICKETS,
) -> Effects:
    """Compare golden records before and after, and write down what changed. `acts` says why by entity."""
    now = timezone.now()
    held = pins if pins is not None else pins_of(after)
    effects = Effects()
    records: dict[int, dict[str, Golden]] = {}
    rows: list[tuple[int, str, tuple[str, ...]]] = []
    for entity, statements in after.items():
        new = golden(kind, statements, held.get(entity))
        old = golden(kind, before.get(entity, ()), (held if pins_before is None else pins_before).get(entity))
        records[entity] = new
        changed = differences(old, new)
        if changed or acts.get(entity, "changed") != "changed":
            act = acts.get(entity, "changed")
            rows.append((entity, act, tuple(changed)))
    _write_feed(kind, rows, source, now)
    effects.changed = len(rows)
    if len(rows) <= MOST_FACTS:
        for entity, act, changed_names in rows:
            bus.publish(EntityChanged(kind.slug, entity, act, changed_names))
    _live(kind, records, source, now)
    _conflicts(kind, records, effects, now, tickets_left)
    return effects


def _write_feed(
    kind: Kind, rows: Iterable[tuple[int, str, tuple[str, ...]]], source: str, now: datetime
) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY entities_change (kind, entity, last, act, attributes, source, at) FROM STDIN"
        ) as copy,
    ):
        for entity, act, names in rows:
            copy.write_row((kind.slug, entity, entity, act, list(names), source, now))


def _live(kind: Kind, records: Mapping[int, Mapping[str, Golden]], source: str, now: datetime) -> None:
    """Move each entity's state along with what its authority says, where a life may go that way."""
    life = kind.life
    if life is None:
        return
    said = {
        entity: (state_of(life, one[life.attribute].value), one[life.attribute])
        for entity, one in records.items()
        if life.attribute in one
    }
    rows = {row.pk: row for row in Entity.objects.filter(pk__in=said)}
    moved, events = [], []
    for entity, (to, value) in said.items():
        row = rows.get(entity)
        if row is None or not to or row.life == to:
            continue
        taken = step(life, row.life, to)
        on = value.as_of.astimezone(CITY_ZONE).date()
        slug = taken.event.slug if taken.event else "claimed"
        if row.life or taken.event is None or taken.event.slug != "known":
            events.append(
                LifeEvent(
                    entity=entity,
                    event=slug,
                    come_from=row.life,
                    to=to,
                    on=on,
                    source=value.source,
                    allowed=taken.allowed,
                    at=now,
                )
            )
        if taken.allowed:
            row.life, row.life_since = to, on
            moved.append(row)
        else:
            _dispute_life(kind, entity, row.life, to, value)
    _write_lives(moved)
    LifeEvent.objects.bulk_create(_new_events(events), batch_size=2000)


def _write_lives(rows: list[Entity]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE entities_entity e SET life = v.life, life_since = v.since"
                " FROM unnest(%s::bigint[], %s::text[], %s::date[]) AS v(id, life, since) WHERE e.id = v.id",
                [[row.pk for row in rows], [row.life for row in rows], [row.life_since for row in rows]],
            )


def _new_events(events: list[LifeEvent]) -> list[LifeEvent]:
    """A claim that no rule allows is written down once, not with every load that repeats it."""
    refused = [one for one in events if not one.allowed]
    known = set(
        LifeEvent.objects.filter(entity__in=[one.entity for one in refused], allowed=False).values_list(
            "entity", "to", "on"
        )
    )
    return [one for one in events if one.allowed or (one.entity, one.to, one.on) not in known]


def _dispute_life(kind: Kind, entity: int, now: str, to: str, value: Golden) -> None:
    assert kind.life is not None
    attribute = kind.attribute(kind.life.attribute)
    old, new = kind.life.state(now).title, kind.life.state(to).title
    tickets.open_ticket(
        kind="conflict",
        key=f"conflict:{kind.slug}:{entity}:life",
        department=_department(kind, attribute),
        resource=kind.source(attribute.sources[0]).resource,
        title=Text(
            f"{kind.name.zh} {entity}：状态不能从“{old.zh}”变为“{new.zh}”",
            f"{kind.name.en} {entity}: “{new.en}” does not follow “{old.en}”",
        ),
        body=Text(
            "来源送来的状态不符合生命周期规则，基础库保持原状态。请核实。",
            "A source sends a state that cannot follow the present one, which stands. Please verify.",
        ),
        evidence={"kind": kind.slug, "entity": entity, "attribute": attribute.name, "source": value.source},
        by=_BY,
    )


def _department(kind: Kind, attribute: Attribute) -> str:
    return kind.source(attribute.sources[0]).department


def _conflicts(
    kind: Kind,
    records: Mapping[int, Mapping[str, Golden]],
    effects: Effects,
    now: datetime,
    tickets_left: int,
) -> None:
    watched = [one for one in kind.attributes if one.ticket]
    if not watched:
        return
    known = {
        (row.entity, row.attribute): row
        for row in Conflict.objects.filter(kind=kind.slug, entity__in=list(records))
    }
    turned = _Turned()
    for entity, record in records.items():
        for attribute in watched:
            _turn(kind, entity, attribute, record.get(attribute.name), known, turned, now)
    for row, value in turned.open:
        if tickets_left > 0:
            row.ticket = _send(kind, row, value)
            tickets_left -= 1
        else:
            effects.untold[row.attribute] = effects.untold.get(row.attribute, 0) + 1
    fresh = [row for row, _ in turned.open if row.pk is None]
    again = [row for row, _ in turned.open if row.pk is not None]
    Conflict.objects.bulk_create(fresh, batch_size=2000)
    Conflict.objects.bulk_update(
        [*again, *turned.settled],
        ["state", "opened_at", "closed_at", "agree", "of", "ticket"],
        batch_size=2000,
    )
    for row in turned.settled:
        if row.ticket:
            tickets.close_resolved(
                kind="conflict", key=ticket_key(row), note=Text("各来源已一致", "the sources agree"), by=_BY
            )
    effects.conflicts = len(fresh)


@dataclass
class _Turned:
    """Conflicts that opened, anew or again, with their values; and those that are settled."""

    open: list[tuple[Conflict, Golden]] = field(default_factory=list)
    settled: list[Conflict] = field(default_factory=list)


def _turn(
    kind: Kind,
    entity: int,
    attribute: Attribute,
    value: Golden | None,
    known: Mapping[tuple[int, str], Conflict],
    turned: _Turned,
    now: datetime,
) -> None:
    row = known.get((entity, attribute.name))
    if value is None or not value.disputed:
        if row is not None and row.state != "closed":
            row.state, row.closed_at = "closed", now
            turned.settled.append(row)
        return
    if row is None:
        row = Conflict(
            kind=kind.slug, entity=entity, attribute=attribute.name, department=_department(kind, attribute)
        )
        row.opened_at = now
    elif row.state != "closed" and (row.agree, row.of) == (value.agree, value.of):
        return
    elif row.state == "closed":
        row.opened_at = now
    row.state, row.closed_at, row.agree, row.of = "open", None, value.agree, value.of
    turned.open.append((row, value))


def ticket_key(row: Conflict) -> str:
    """Under which key the ticket of a conflict is known."""
    return f"conflict:{row.kind}:{row.entity}:{row.attribute}"


def _send(kind: Kind, row: Conflict, value: Golden) -> int:
    """A ticket to the authority. Of people it holds no values: who answers opens the golden record for a purpose."""
    attribute = kind.attribute(row.attribute)
    said: dict[str, Any] = {}
    for one in value.said:
        title = kind.source(one.source).title
        agrees = "一致" if one.agrees else "不一致"
        said.setdefault(title.zh, agrees if kind.personal else f"{one.value}（{agrees}）")
    view = tickets.open_ticket(
        kind="conflict",
        key=ticket_key(row),
        department=row.department,
        resource=kind.source(attribute.sources[0]).resource,
        title=Text(
            f"{kind.name.zh} {row.entity} 的{attribute.title.zh}：{value.of} 个来源中 {value.agree} 个一致",
            f"{attribute.title.en} of {kind.name.en} {row.entity}: {value.agree} of {value.of} sources agree",
        ),
        body=Text(
            "数源与核验来源的值不一致。请核实后答复：更正（附正确值）或确认现值。",
            "The authority and those that verify say different things. Answer with the right value, or confirm yours.",
        ),
        evidence={"kind": kind.slug, "entity": row.entity, "attribute": row.attribute, "sources": said},
        by=_BY,
    )
    return view.id


def summarise(kind: Kind, untold: Mapping[str, int], source: str) -> None:
    """One ticket an attribute for the conflicts of a batch that got none of their own."""
    for name, count in untold.items():
        attribute = kind.attribute(name)
        tickets.open_ticket(
            kind="conflict",
            key=f"conflicts:{kind.slug}:{name}:{source}",
            department=_department(kind, attribute),
            resource=kind.source(attribute.sources[0]).resource,
            title=Text(
                f"{kind.name.zh}：另有 {count} 条{attribute.title.zh}不一致",
                f"{kind.name.en}: {count} more conflicts about {attribute.title.en}",
            ),
            body=Text(
                "这一批来源数据与数源不一致的较多，请在冲突队列中批量核实。",
                "This batch differs from the authority in many places: see the queue of conflicts.",
            ),
            evidence={"kind": kind.slug, "attribute": name, "source": source, "count": count},
            by=_BY,
        )


def today() -> date:
    """The city's day."""
    return timezone.now().astimezone(CITY_ZONE).date()
