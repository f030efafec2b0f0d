"""End a seal for good."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.seals.errors import WrongSealState
from yiwang.seals.facts import SealEnded
from yiwang.seals.models import IssuedCertificate, Seal
from yiwang.seals.permissions import SealSubject
from yiwang.seals.queries import locked_seal, seal_view
from yiwang.seals.types import STATES, SealView


def revoke_seal(*, seal: str, reason: str, by: Actor, key_exposed: bool = False) -> SealView:
    """Revoke it and its certificates. What it sealed before stays good, unless `key_exposed`: then nothing can be relied on.

    Raises `Refused`, UnknownSeal, WrongSealState.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked_seal(seal)
        require(by, "seals.revoke", SealSubject(row.department_code))
        if row.state not in (Seal.State.IN_USE, Seal.State.APPLIED):
            raise WrongSealState(seal, STATES[row.state])
        row.state, row.ended_at, row.end_reason = Seal.State.REVOKED, now, reason
        row.save(update_fields=["state", "ended_at", "end_reason"])
        # Times in seals and lists are whole seconds: round up, lest something sealed earlier in this second be caught.
        from_then_on = now.replace(microsecond=0) + timedelta(seconds=1)
        IssuedCertificate.objects.filter(pk__in=[row.signer_id, row.signer_p256_id]).update(
            revoked_at=from_then_on, reason="key_compromise" if key_exposed else "cessation_of_operation"
        )
        ledger.record(
            "seals.revoked",
            by=by.ref,
            subject=f"seal:{seal}",
            detail={"reason": reason, "key_exposed": key_exposed},
        )
        bus.publish(SealEnded(row.code, row.department_code, ""))
    return seal_view(row)
