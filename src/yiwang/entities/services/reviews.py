"""The queue of links a machine may not decide: pairs without their values, one pair side by side, a steward's word."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.entities.errors import NoSuchEntity, ReviewClosed
from yiwang.entities.kinds import kind_of, weights
from yiwang.entities.models import Review
from yiwang.entities.rules import guards
from yiwang.entities.rules.definition import Kind
from yiwang.entities.services import held as records
from yiwang.entities.services.absorb import one_writer
from yiwang.entities.services.decide import decide_pair
from yiwang.entities.services.held import Held
from yiwang.entities.services.look import refs_of
from yiwang.entities.types import DecisionView, ReviewView, WeightView
from yiwang.entities.viewing import decision_view
from yiwang.ledger import api as ledger
from yiwang.text import Text

REASONS: dict[str, Text] = {
    "near": Text("吻合但不足以自动关联", "close, and not close enough"),
    "tie": Text("有两个以上相近的对象", "more than one fits nearly as well"),
    **{one.slug: one.text for one in (guards.TWINS, guards.GENERATION, guards.DEATH, guards.SEX)},
}
_NONE: Mapping[str, str] = {}


def reviews(
    kind: str, *, actor: Actor, state: str = "open", after: str = "", limit: int = 50
) -> tuple[tuple[ReviewView, ...], str]:
    """One page of pairs, the heaviest first, without any values; and the cursor of the next page, empty at the end."""
    require(actor, "entities.decide", kind)
    known = kind_of(kind)
    rows = Review.objects.filter(kind=kind, state=state).order_by("-weight", "id")
    if after:
        weight, _, identifier = after.partition("_")
        reached = float(weight)
        rows = rows.filter(weight__lte=reached).exclude(weight=reached, id__lte=int(identifier))
    found = list(rows[: limit + 1])
    shown = found[:limit]
    held = {
        one.id: one
        for one in records.by_ids(known, {x for row in shown for x in (row.record, row.other_record)})
    }
    views = tuple(
        _view(known, row, held[row.record], held[row.other_record], _NONE, _NONE, ()) for row in shown
    )
    last = shown[-1] if len(found) > limit else None
    return views, f"{last.weight!r}_{last.pk}" if last else ""


def review(review_id: int, *, actor: Actor) -> ReviewView:
    """One pair side by side. Of persons it is a look, on the ledger of both. Raises NoSuchEntity, Refused."""
    row = Review.objects.filter(pk=review_id).first()
    if row is None:
        raise NoSuchEntity
    require(actor, "entities.decide", row.kind)
    kind = kind_of(row.kind)
    held = {one.id: one for one in records.by_ids(kind, [row.record, row.other_record])}
    left, right = held[row.record], held[row.other_record]
    refs = refs_of(kind, {one.entity for one in held.values() if one.entity is not None})
    for one in (left, right):
        ledger.record(
            "entities.looked",
            by=actor.ref,
            subject=f"entity:{kind.slug}:{one.entity}",
            purpose="关联复核",
            person=refs.get(one.entity, "") if one.entity is not None else "",
            detail={"review": row.pk},
        )
    pieces: tuple[WeightView, ...] = ()
    if kind.linkage is not None:
        score = weights(kind).score(left.standard, right.standard)
        pieces = tuple(WeightView(x.column, x.level, x.title, x.bits) for x in score.pieces)
    return _view(kind, row, left, right, _shown(kind, left), _shown(kind, right), pieces)


def decide_review(
    review_id: int, *, same: bool, reason: str, actor: Actor, transaction_id: str
) -> DecisionView:
    """A steward says of a pair whether it is one. Raises NoSuchEntity, Refused, and ReviewClosed when it was decided."""
    with transaction.atomic():
        row = Review.objects.filter(pk=review_id).first()
        if row is None:
            raise NoSuchEntity
        require(actor, "entities.decide", row.kind)
        one_writer(row.kind)
        row.refresh_from_db()
        if row.decision is not None and row.decision.transaction_id == transaction_id:
            return decision_view(row.decision)
        if row.state != "open":
            raise ReviewClosed
        kind = kind_of(row.kind)
        held = {one.id: one for one in records.by_ids(kind, [row.record, row.other_record])}
        decision = decide_pair(
            kind,
            held[row.record],
            held[row.other_record],
            same=same,
            reason=reason or "关联复核",
            actor=actor,
            transaction_id=transaction_id,
        )
        row.state, row.decision, row.closed_at = "merged" if same else "different", decision, timezone.now()
        row.save(update_fields=["state", "decision", "closed_at"])
        return decision_view(decision)


def _shown(kind: Kind, one: Held) -> dict[str, str]:
    """The values that linkage compares, and the number as it was written."""
    names = dict.fromkeys((kind.number_attribute, *(kind.linkage.standard if kind.linkage else ())))
    values = {name: str(one.values.get(name, "")) for name in names}
    values[kind.number_attribute] = one.raw
    return values


def _view(
    kind: Kind,
    row: Review,
    left: Held,
    right: Held,
    left_values: Mapping[str, str],
    right_values: Mapping[str, str],
    pieces: tuple[WeightView, ...],
) -> ReviewView:
    return ReviewView(
        id=row.pk,
        kind=kind.slug,
        kind_name=kind.name,
        record=row.record,
        other_record=row.other_record,
        entity=left.entity,
        other_entity=right.entity,
        left=left_values,
        right=right_values,
        titles={name: kind.attribute(name).title for name in left_values},
        left_source=kind.source(left.source).title,
        right_source=kind.source(right.source).title,
        weight=row.weight,
        weights=pieces,
        reason=REASONS.get(row.reason, Text(row.reason)),
        state=row.state,
        opened_at=row.opened_at,
    )
