"""Sending a dead letter again, and clearing away what was delivered long ago."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from yiwang.bus.errors import NoSuchDeadLetter
from yiwang.bus.models import Delivery, Outbox
from yiwang.bus.wakeup import wake_after_commit


def redeliver(letter: int) -> None:
    """Put a dead letter back in line with all its attempts before it; raises NoSuchDeadLetter.

    Later facts of the same subject may have been delivered meanwhile.
    """
    with transaction.atomic():
        changed = Delivery.objects.filter(id=letter, state=Delivery.State.DEAD).update(
            state=Delivery.State.WAITING, attempts=0, due_at=Now()
        )
        if not changed:
            raise NoSuchDeadLetter(letter)
        wake_after_commit()


def forget_delivered(*, before: datetime) -> int:
    """Delete facts published before a time that no handler waits for or has given up; returns how many."""
    with transaction.atomic():
        open_deliveries = Delivery.objects.filter(fact=OuterRef("id")).exclude(state=Delivery.State.DONE)
        facts = Outbox.objects.filter(published_at__lt=before).exclude(Exists(open_deliveries))
        numbers = list(facts.select_for_update(skip_locked=True).values_list("id", flat=True)[:10_000])
        Delivery.objects.filter(fact__in=numbers).delete()
        return Outbox.objects.filter(id__in=numbers).delete()[0]
