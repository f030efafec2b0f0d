"""Legal holds, and what a steward settles for one resource."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.ledger import api as ledger
from yiwang.stewardship.errors import Held, Incomplete, NothingThere, WrongTurn
from yiwang.stewardship.models import Hold, Policy
from yiwang.text import Text


def place_hold(*, actor: Actor, resource: str, reason: str, letter: str) -> int:
    """Stop archiving and destruction of a resource. Raises Refused, Incomplete, WrongTurn, catalogue.ResourceMissing."""
    require(actor, "stewardship.keep", resource)
    catalogue.resource(resource)
    if not reason.strip() or not letter.strip():
        raise Incomplete([Text("请写明事由和文号", "Say why, and by which letter")])
    try:
        with transaction.atomic():
            row = Hold.objects.create(
                resource=resource,
                reason=reason.strip()[:500],
                letter=letter.strip()[:100],
                placed_by=actor.ref,
                placed_at=timezone.now(),
            )
            _record(actor, "stewardship.held", row)
    except IntegrityError:
        raise WrongTurn(Text("该资源已有留存令。", "A hold stands on it already.")) from None
    return row.pk


def lift_hold(*, actor: Actor, hold_id: int) -> None:
    """Let the clocks go on. Raises Refused, NothingThere."""
    require(actor, "stewardship.keep", None)
    with transaction.atomic():
        row = Hold.objects.select_for_update().filter(pk=hold_id, lifted_at=None).first()
        if row is None:
            raise NothingThere
        row.lifted_at, row.lifted_by = timezone.now(), actor.ref
        row.save()
        _record(actor, "stewardship.hold-lifted", row)


def set_policy(*, actor: Actor, resource: str, active_years: int, basis: str) -> None:
    """Settle years of active use and the legal basis for one resource. Raises Refused, Incomplete, ResourceMissing."""
    require(actor, "stewardship.keep", resource)
    known = catalogue.resource(resource)
    if not basis.strip() or not 0 <= active_years <= known.retention_years:
        raise Incomplete(
            [
                Text(
                    "请写明依据；在用年限不超过保存年限",
                    "Name the basis; years of active use are not above the years to keep",
                )
            ]
        )
    with transaction.atomic():
        Policy.objects.update_or_create(
            pk=resource,
            defaults={
                "active_years": active_years,
                "basis": basis.strip()[:500],
                "set_by": actor.ref,
                "set_at": timezone.now(),
            },
        )
        ledger.record(
            "stewardship.policy",
            by=actor.ref,
            subject=f"resource:{resource}",
            detail={"active_years": active_years, "basis": basis.strip()[:500]},
        )


def refuse_held(resource: str) -> None:
    """Raise Held while a hold stands; the row stays locked until commit, so that none slips in between."""
    row = Hold.objects.select_for_update().filter(resource=resource, lifted_at=None).first()
    if row is not None:
        raise Held(row.letter)


def _record(actor: Actor, act: str, row: Hold) -> None:
    ledger.record(
        act,
        by=actor.ref,
        subject=f"resource:{row.resource}",
        detail={"letter": row.letter, "reason": row.reason},
    )
