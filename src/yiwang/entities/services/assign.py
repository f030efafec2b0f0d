"""一数一源: say which source is the authority for an attribute. The others may only verify it."""

from copy import deepcopy

from django.db import transaction

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.entities.errors import NotTogether, UnknownKind
from yiwang.entities.kinds import kind_of
from yiwang.entities.models import Conflict, KindVersion
from yiwang.entities.rules.definition import Kind
from yiwang.entities.rules.survivorship import Statement
from yiwang.entities.services import held as records
from yiwang.entities.services.define import ASSIGNED, bring_into_force
from yiwang.entities.services.effects import MOST_TICKETS, tell, ticket_key
from yiwang.ledger import api as ledger
from yiwang.text import Text
from yiwang.tickets import api as tickets

_BY = SYSTEM("entities")


def assign(kind: str, attribute: str, source: str, *, reason: str, actor: Actor) -> Kind:
    """Make a source the authority from now on: a new version of the table. Golden values follow when next read.

    The assignment outlives a newer text of the pack. Open conflicts about the attribute go to the new authority.

    Raises:
        Refused, UnknownKind.
        NotTogether: no such attribute, a source that does not speak of it, or no reason.
    """
    require(actor, "entities.assign", kind)
    with transaction.atomic():
        newest = KindVersion.objects.select_for_update().filter(kind=kind).order_by("-version").first()
        if newest is None or newest.retired:
            raise UnknownKind(kind)
        named = next((one for one in kind_of(kind).attributes if one.name == attribute), None)
        if named is None or source not in named.sources:
            raise NotTogether(Text("该来源没有提供这个属性", "This source does not speak of this attribute"))
        if not reason.strip():
            raise NotTogether(Text("请写明依据", "Say on what basis"))
        if named.sources[0] == source:
            return kind_of(kind)
        content = deepcopy(newest.definition)
        content[ASSIGNED] = {**content.get(ASSIGNED, {}), attribute: source}
        changed = bring_into_force(content, by=actor)
        ledger.record(
            "entities.assigned",
            by=actor.ref,
            subject=f"register:{kind}",
            purpose=reason.strip(),
            detail={"attribute": attribute, "from": named.sources[0], "to": source},
        )
        _move_conflicts(changed, attribute)
    return changed


def _move_conflicts(kind: Kind, attribute: str) -> None:
    """Close the tickets of the former authority and ask the new one."""
    rows = list(
        Conflict.objects.filter(kind=kind.slug, attribute=attribute).exclude(state="closed")[:MOST_TICKETS]
    )
    department = kind.source(kind.attribute(attribute).sources[0]).department
    note = Text("数源已变更", "another source is the authority now")
    for row in rows:
        if row.ticket:
            tickets.close_resolved(kind="conflict", key=ticket_key(row), note=note, by=_BY)
        row.state, row.department, row.ticket = "closed", department, None
        row.save(update_fields=["state", "department", "ticket"])
    said: dict[int, list[Statement]] = {row.entity: [] for row in rows}
    for one in records.by_entities(kind, said):
        assert one.entity is not None
        said[one.entity].append(one.statement())
    tell(kind, said, said, acts={}, source="authority")
