"""Counting failures, and refusing when there were too many."""

from datetime import datetime
from math import ceil

from django.db import transaction
from django.utils import timezone

from yiwang.ledger import api as ledger
from yiwang.people.errors import Locked
from yiwang.people.models import Lockout
from yiwang.people.rules.lockout import Failures, after_failure


def refuse_if_locked(key: str) -> None:
    """Raise `Locked` while the door named `key` is locked."""
    row = Lockout.objects.filter(key=key).first()
    now = timezone.now()
    if row is not None and row.locked_until is not None and now < row.locked_until:
        raise Locked(minutes=ceil((row.locked_until - now).total_seconds() / 60))


def note_failure(key: str, *, subject: str = "", at: datetime | None = None) -> None:
    """Count one failure against `key`; a lock is written to the ledger when `subject` is named."""
    now = at or timezone.now()
    with transaction.atomic():
        row, fresh = Lockout.objects.select_for_update().get_or_create(
            key=key, defaults={"first_failed_at": now, "failures": 0}
        )
        before = None if fresh else Failures(row.failures, row.first_failed_at, row.locked_until)
        after = after_failure(before, now)
        row.failures, row.first_failed_at, row.locked_until = after.count, after.first_at, after.locked_until
        row.save()
        if subject and after.is_locked(now) and not (before and before.is_locked(now)):
            ledger.record("people.locked", by="public", subject=subject, detail={"failures": after.count})


def clear_failures(key: str) -> None:
    """Forget the failures against `key` after a success."""
    Lockout.objects.filter(key=key).delete()
