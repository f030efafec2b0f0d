"""Suspending an account, and restoring it."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.people.queries import find


def suspend(*, account_id: int, reason: str, by: access.Actor) -> None:
    """Close an account: it can no longer sign in, and its open sessions end at once."""
    access.require(by, "people.suspend", account_id)
    row = find(account_id)
    with transaction.atomic():
        row.is_active = False
        row.save(update_fields=["is_active"])
        ledger.record("people.suspended", by=by.ref, subject=row.ref, detail={"reason": reason})
    for session in UserSession.objects.filter(user=row):
        session.end()


def restore(*, account_id: int, reason: str, by: access.Actor) -> None:
    """Open a suspended account again."""
    access.require(by, "people.suspend", account_id)
    row = find(account_id)
    with transaction.atomic():
        row.is_active = True
        row.save(update_fields=["is_active"])
        ledger.record("people.restored", by=by.ref, subject=row.ref, detail={"reason": reason})
