"""What the authority answers to a conflict flows into the golden record, and from there to everybody who follows it."""

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM
from yiwang.entities.errors import UnknownKind
from yiwang.entities.kinds import kind_of
from yiwang.entities.models import Conflict, Decision, Entity, LifeEvent
from yiwang.entities.rules.definition import Attribute, Kind
from yiwang.entities.rules.life import state_of
from yiwang.entities.rules.prepare import Prepared, valid_number
from yiwang.entities.rules.standard import iso_date
from yiwang.entities.services import held as records
from yiwang.entities.services.absorb import absorb, one_writer
from yiwang.entities.services.decide import pin
from yiwang.entities.services.effects import tell, today
from yiwang.entities.services.look import golden_of
from yiwang.ledger import api as ledger
from yiwang.tickets import api as tickets

_BY = SYSTEM("entities")


def take_answer(fact: tickets.TicketClosed) -> None:
    """Act on a closed ticket about a conflict; any other ticket is none of ours."""
    head, _, rest = fact.key.partition(":")
    parts = rest.split(":")
    if fact.kind != "conflict" or head != "conflict" or len(parts) != 3 or not parts[1].isdigit():
        return
    slug, entity_text, what = parts
    try:
        kind = kind_of(slug)
    except UnknownKind:
        return
    with transaction.atomic():
        one_writer(slug)
        entity = _now(slug, int(entity_text))
        if entity is None:
            return
        if what == "life":
            _settle_life(kind, entity, fact)
        elif any(one.name == what for one in kind.attributes):
            _settle(kind, entity, kind.attribute(what), fact)


def _now(kind: str, entity: int) -> int | None:
    row = Entity.objects.filter(kind=kind, pk=entity).first()
    while row is not None and row.state == "merged" and row.merged_into:
        row = Entity.objects.filter(kind=kind, pk=row.merged_into).first()
    return row.pk if row else None


def _settle(kind: Kind, entity: int, attribute: Attribute, fact: tickets.TicketClosed) -> None:
    value = str(fact.correction.get(attribute.name, "")).strip()
    form = _form(kind, attribute, value)
    if fact.outcome == "corrected" and value and not form:
        _ask_again(kind, entity, attribute)
        return
    if fact.outcome == "corrected" and form:
        _correct(kind, entity, attribute, form, fact)
    if fact.outcome in ("corrected", "confirmed"):
        Conflict.objects.filter(kind=kind.slug, entity=entity, attribute=attribute.name, state="open").update(
            state="decided", closed_at=timezone.now()
        )


def _form(kind: Kind, attribute: Attribute, value: str) -> str:
    """A corrected value in the form that is stored; empty when it cannot be one."""
    if attribute.name == kind.number_attribute:
        return valid_number(kind, value)
    return iso_date(value) if attribute.type == "date" else value


def _ask_again(kind: Kind, entity: int, attribute: Attribute) -> None:
    """A value that cannot be goes back with a new ticket."""
    Conflict.objects.filter(kind=kind.slug, entity=entity, attribute=attribute.name).update(state="closed")
    said = {entity: [one.statement() for one in records.by_entities(kind, [entity])]}
    tell(kind, said, said, acts={}, source="tickets")


def _correct(kind: Kind, entity: int, attribute: Attribute, value: str, fact: tickets.TicketClosed) -> None:
    """The authority's record says the new value from now on; a steward's value stands where it has no record."""
    source = kind.source(attribute.sources[0])
    held = sorted(
        (one for one in records.by_entities(kind, [entity]) if one.source == source.slug),
        key=lambda one: one.id,
    )
    reference = f"ticket:{fact.ticket_id}"
    if not held:
        pin(
            kind.slug, entity, attribute.name, value, reason=reference, actor=_BY,
            transaction_id=f"{reference}:{attribute.name}",
        )  # fmt: skip
        return
    one = held[0]
    raw = value if attribute.name == kind.number_attribute else one.raw
    # A value that a steward held until the authority spoke gives way to it.
    Decision.objects.filter(act="pin", entity=entity, attribute=attribute.name, undone_at=None).update(
        undone_at=timezone.now(), undone_by=reference
    )
    corrected = Prepared(
        kind=kind,
        source=source,
        key=one.key,
        raw=raw,
        number=valid_number(kind, raw),
        values={**one.values, attribute.name: value},
        as_of=max(timezone.now(), one.seen_at),
    )
    absorb(kind, source, [corrected], load=reference, tickets_left=0)
    ledger.record(
        "entities.corrected",
        by=_BY.ref,
        subject=f"entity:{kind.slug}:{entity}",
        purpose=reference,
        detail={"attribute": attribute.name, "source": source.slug, "department": fact.department},
    )


def _settle_life(kind: Kind, entity: int, fact: tickets.TicketClosed) -> None:
    """The authority confirms a state that no rule leads to: it stands, and the event says on whose word."""
    if kind.life is None or fact.outcome not in ("confirmed", "corrected"):
        return
    value = golden_of(kind, entity).get(kind.life.attribute)
    corrected = str(fact.correction.get(kind.life.attribute, "")).strip()
    if corrected:
        _correct(kind, entity, kind.attribute(kind.life.attribute), corrected, fact)
        value = golden_of(kind, entity).get(kind.life.attribute)
    to = state_of(kind.life, value.value) if value else ""
    row = Entity.objects.get(pk=entity)
    if not to or row.life == to:
        return
    LifeEvent.objects.create(
        entity=entity,
        event="confirmed",
        come_from=row.life,
        to=to,
        on=today(),
        source=f"ticket:{fact.ticket_id}",
        allowed=True,
        at=timezone.now(),
    )
    row.life, row.life_since = to, today()
    row.save(update_fields=["life", "life_since"])
