"""Say who may use a seal, and take it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.seals.models import SealGrant
from yiwang.seals.permissions import SealSubject
from yiwang.seals.queries import grant_view, locked_seal
from yiwang.seals.types import GrantView


def authorise(
    *, seal: str, grantee: str, purpose: str = "*", by: Actor, until: datetime | None = None
) -> GrantView:
    """Let `grantee` (`post:<id>`, `system:<name>` or `system:*`) use the seal for one kind of document, or all (`*`).

    Granting again what stands changes nothing. Raises `Refused`, UnknownSeal, `UnknownPost`.
    """
    with transaction.atomic():
        row = locked_seal(seal)
        require(by, "seals.authorise", SealSubject(row.department_code))
        if grantee.startswith("post:"):
            orgs.post(grantee.removeprefix("post:"))
        grant, made = SealGrant.objects.get_or_create(
            seal=row,
            grantee=grantee,
            purpose=purpose,
            withdrawn_at=None,
            defaults={"given_by": by.ref, "given_at": timezone.now(), "until": until},
        )
        if made:
            ledger.record(
                "seals.authorised",
                by=by.ref,
                subject=f"seal:{seal}",
                detail={"grantee": grantee, "purpose": purpose},
            )
    return grant_view(grant)


def withdraw(*, seal: str, grant: int, by: Actor) -> None:
    """Take a grant back; from now on it does not count. Raises `Refused`, UnknownSeal."""
    with transaction.atomic():
        row = locked_seal(seal)
        require(by, "seals.authorise", SealSubject(row.department_code))
        taken = SealGrant.objects.filter(pk=grant, seal=row, withdrawn_at__isnull=True)
        if taken.update(withdrawn_at=timezone.now()):
            ledger.record("seals.grant-withdrawn", by=by.ref, subject=f"seal:{seal}", detail={"grant": grant})
