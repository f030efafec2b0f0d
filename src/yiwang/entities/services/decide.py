"""What stewards say: these are one, these are not, these records go, this value stands. Each is a row, and may be undone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.crypto.api import seal_field
from yiwang.entities.errors import NoSuchEntity, NotTogether
from yiwang.entities.kinds import kind_of
from yiwang.entities.models import Decision, Entity, Move, Record
from yiwang.entities.rules.definition import Kind
from yiwang.entities.services import held as records
from yiwang.entities.services.absorb import one_writer
from yiwang.entities.services.effects import pins_of, tell
from yiwang.entities.services.held import Held
from yiwang.entities.services.settle import Moved, close_settled_reviews, settle, takes_part
from yiwang.entities.services.shared_number import report
from yiwang.entities.types import DecisionView
from yiwang.entities.viewing import decision_view
from yiwang.ledger import api as ledger
from yiwang.text import Text

_REASON = Text("请写明理由", "Say why")


def merge(kind: str, one: int, other: int, *, reason: str, actor: Actor, transaction_id: str) -> DecisionView:
    """Two entities are one. The id that most records have stays; the other is never given to anybody else.

    Raises:
        Refused, UnknownKind, NoSuchEntity.
        NotTogether: one with itself, or an earlier decision keeps them apart and has to be undone first.
    """
    require(actor, "entities.decide", kind)
    known = kind_of(kind)
    with transaction.atomic():
        one_writer(kind)
        if said := _said(transaction_id):
            return decision_view(said)
        left, right = _sides(known, one, other)
        row = _write(
            known, "merge", left, right, entity=one, other=other, reason=reason, actor=actor,
            transaction_id=transaction_id,
        )  # fmt: skip
        moved = follow(known, [*left, *right], row, act="merged")
        if not moved.records:
            raise NotTogether(
                Text("已有决定认定两者不同，请先撤销该决定", "A decision keeps them apart: undo it first")
            )
        return decision_view(row)


def mark_different(
    kind: str, one: int, other: int, *, reason: str, actor: Actor, transaction_id: str
) -> DecisionView:
    """Two entities are two, whatever later records say. Raises Refused, UnknownKind, NoSuchEntity, NotTogether."""
    require(actor, "entities.decide", kind)
    known = kind_of(kind)
    with transaction.atomic():
        one_writer(kind)
        if said := _said(transaction_id):
            return decision_view(said)
        left, right = _sides(known, one, other)
        row = _write(
            known, "different", left, right, entity=one, other=other, reason=reason, actor=actor,
            transaction_id=transaction_id,
        )  # fmt: skip
        follow(known, [*left, *right], row, act="split")
        return decision_view(row)


def split(
    kind: str,
    entity: int,
    leaving: Iterable[int],
    *,
    reason: str,
    actor: Actor,
    transaction_id: str,
) -> DecisionView:
    """Some records of an entity are somebody else's. They take back the id they came with, or get a fresh one.

    Rows that only follow a number (shares, licences) are not chosen: they go where their number goes.

    Raises:
        Refused, UnknownKind, NoSuchEntity.
        NotTogether: the records are not this entity's, or none or all of them would leave.
    """
    require(actor, "entities.decide", kind)
    known = kind_of(kind)
    chosen = set(leaving)
    with transaction.atomic():
        one_writer(kind)
        if said := _said(transaction_id):
            return decision_view(said)
        held = [one for one in records.by_entities(known, [entity]) if takes_part(known, one)]
        if not held:
            raise NoSuchEntity
        if not chosen or not chosen < {one.id for one in held}:
            raise NotTogether(
                Text("请选择该对象的部分记录", "Choose some, not all, of the records of this one")
            )
        left = [one for one in held if one.id in chosen]
        right = [one for one in held if one.id not in chosen]
        row = _write(
            known, "split", left, right, entity=entity, reason=reason, actor=actor,
            transaction_id=transaction_id,
        )  # fmt: skip
        moved = follow(known, held, row, act="split", leaving={one.name for one in left})
        row.other = next((moved.records[one.id][1] for one in left if one.id in moved.records), None)
        row.save(update_fields=["other"])
        return decision_view(row)


def pin(
    kind: str, entity: int, attribute: str, value: str, *, reason: str, actor: Actor, transaction_id: str
) -> DecisionView:
    """Hold a value in place whatever sources say, until it is undone; a later pin of the same attribute goes above.

    Raises:
        Refused, UnknownKind, NoSuchEntity.
        NotTogether: no such attribute, one of many values, or no value.
    """
    require(actor, "entities.decide", kind)
    known = kind_of(kind)
    with transaction.atomic():
        one_writer(kind)
        if said := _said(transaction_id):
            return decision_view(said)
        if not Entity.objects.filter(kind=kind, pk=entity, state="active").exists():
            raise NoSuchEntity
        named = next((one for one in known.attributes if one.name == attribute and not one.many), None)
        if named is None or not value.strip():
            raise NotTogether(Text("请填写一个属性和它的值", "Give an attribute and its value"))
        before = pins_of([entity])
        row = _write(
            known, "pin", (), (), entity=entity, attribute=attribute, value=value.strip(), reason=reason,
            actor=actor, transaction_id=transaction_id,
        )  # fmt: skip
        statements = {entity: [one.statement() for one in records.by_entities(known, [entity])]}
        tell(known, statements, statements, acts={}, source="steward", pins_before=before)
        return decision_view(row)


def follow(
    kind: Kind,
    held: Sequence[Held],
    decision: Decision,
    *,
    act: str,
    former: dict[str, int] | None = None,
    leaving: Collection[str] = (),
) -> Moved:
    """Regroup after a decision and tell what changed."""
    if former is None:
        former = _former(held) if act == "split" else {}
    moved = settle(kind, held, why=act, decision=decision, former=former, leaving=leaving)
    acts = dict.fromkeys(moved.created, "created") | {
        entity: act for entity in moved.entities if entity not in moved.created
    }
    tell(kind, moved.before, moved.after, acts=acts, source="steward")
    close_settled_reviews(kind, moved.records or [one.id for one in held])
    for number in {one.number for one in held if one.number is not None}:
        report(kind, number)
    return moved


def _former(held: Sequence[Held]) -> dict[str, int]:
    """The ids records came with, of entities that nobody holds any more: free to be taken back, by them alone."""
    origin = dict(Record.objects.filter(pk__in=[one.id for one in held]).values_list("pk", "first_entity"))
    for move in Move.objects.filter(record__in=origin, from_entity__isnull=False).order_by("id"):
        origin[move.record] = move.from_entity
    free = set(
        Entity.objects.filter(pk__in=set(origin.values()), state="merged").values_list("pk", flat=True)
    )
    return {one.name: entity for one in held if (entity := origin.get(one.id)) is not None and entity in free}


def _sides(kind: Kind, one: int, other: int) -> tuple[list[Held], list[Held]]:
    if one == other:
        raise NotTogether(Text("这是同一个对象", "This is one and the same"))
    held = [two for two in records.by_entities(kind, [one, other]) if takes_part(kind, two)]
    left = [two for two in held if two.entity == one]
    right = [two for two in held if two.entity == other]
    if not left or not right:
        raise NoSuchEntity
    return left, right


def _said(transaction_id: str) -> Decision | None:
    return Decision.objects.filter(transaction_id=transaction_id).first()


def _write(
    kind: Kind,
    act: str,
    left: Sequence[Held],
    right: Sequence[Held],
    *,
    entity: int,
    other: int | None = None,
    attribute: str = "",
    value: str = "",
    reason: str,
    actor: Actor,
    transaction_id: str,
) -> Decision:
    if not reason.strip():
        raise NotTogether(_REASON)
    row = Decision.objects.create(
        kind=kind.slug,
        act=act,
        left=[one.id for one in left],
        right=[one.id for one in right],
        entity=entity,
        other=other,
        attribute=attribute,
        value_sealed=seal_field(value) if value else "",
        reason=reason.strip()[:500],
        by_ref=actor.ref,
        by_name=actor.name[:60],
        at=timezone.now(),
        transaction_id=transaction_id,
    )
    ledger.record(
        f"entities.{act}",
        by=actor.ref,
        subject=f"entity:{kind.slug}:{entity}",
        purpose=row.reason,
        detail={
            "decision": row.pk,
            "other": other,
            "attribute": attribute,
            "records": [len(left), len(right)],
        },
    )
    return row


def decide_pair(
    kind: Kind, record: Held, other: Held, *, same: bool, reason: str, actor: Actor, transaction_id: str
) -> Decision:
    """What a steward says of two records of the queue. The caller holds the lock and has asked for the right."""
    if said := _said(transaction_id):
        return said
    row = _write(
        kind,
        "merge" if same else "different",
        [record],
        [other],
        entity=record.entity or other.entity or 0,
        other=other.entity,
        reason=reason,
        actor=actor,
        transaction_id=transaction_id,
    )
    follow(kind, [replace(record), replace(other)], row, act="merged" if same else "split")
    return row
