"""Take a decision back: everything is grouped as if it had never been made, and ids go back to where they were."""

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.entities.errors import AlreadyUndone, NoSuchDecision
from yiwang.entities.kinds import kind_of
from yiwang.entities.models import Decision, Entity, Move, Review
from yiwang.entities.rules.survivorship import Pin
from yiwang.entities.services import held as records
from yiwang.entities.services.absorb import one_writer
from yiwang.entities.services.decide import follow
from yiwang.entities.services.effects import pins_of, tell
from yiwang.entities.types import DecisionView
from yiwang.entities.viewing import decision_view
from yiwang.ledger import api as ledger


def undo(decision_id: int, *, reason: str, actor: Actor, transaction_id: str) -> DecisionView:
    """Take a decision back, once. The same `transaction_id` again changes nothing.

    Raises:
        NoSuchDecision, Refused.
        AlreadyUndone: somebody took it back before.
    """
    with transaction.atomic():
        found = Decision.objects.filter(pk=decision_id).first()
        if found is None:
            raise NoSuchDecision
        require(actor, "entities.decide", found.kind)
        one_writer(found.kind)
        row = Decision.objects.select_for_update().get(pk=decision_id)
        if row.undone_at is not None:
            if transaction_id and row.undo_transaction_id == transaction_id:
                return decision_view(row)
            raise AlreadyUndone
        pins_before = pins_of([row.entity]) if row.act == "pin" and row.entity else {}
        row.undone_at, row.undone_by, row.undo_transaction_id = timezone.now(), actor.ref, transaction_id
        row.save(update_fields=["undone_at", "undone_by", "undo_transaction_id"])
        ledger.record(
            "entities.undone",
            by=actor.ref,
            subject=f"entity:{row.kind}:{row.entity}",
            purpose=reason.strip(),
            detail={"decision": row.pk, "act": row.act},
        )
        _follow(row, pins_before)
        return decision_view(row)


def _follow(row: Decision, pins_before: dict[int, dict[str, Pin]]) -> None:
    kind = kind_of(row.kind)
    if row.act == "pin":
        assert row.entity is not None
        said = {row.entity: [one.statement() for one in records.by_entities(kind, [row.entity])]}
        tell(kind, said, said, acts={}, source="steward", pins_before=pins_before)
        return
    Review.objects.filter(decision=row).update(state="open", decision=None, closed_at=None)
    held = records.by_ids(kind, [*row.left, *row.right])
    came_from = {
        move.record: move.from_entity
        for move in Move.objects.filter(decision=row).order_by("id")
        if move.from_entity is not None
    }
    free = set(Entity.objects.filter(pk__in=came_from.values(), state="merged").values_list("pk", flat=True))
    former = {one.name: came_from[one.id] for one in held if came_from.get(one.id) in free}
    follow(kind, held, row, act="split" if row.act == "merge" else "merged", former=former)
