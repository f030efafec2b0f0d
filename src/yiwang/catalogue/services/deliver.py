"""Send what waits to other systems: in order per subject, again until it is acknowledged."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from yiwang.access import api as access
from yiwang.catalogue.adapters.transports import Down, Message, Rejected, Transport, lineage, province
from yiwang.catalogue.models import Outbound
from yiwang.catalogue.rules.deliver import pause_after
from yiwang.catalogue.services.outbox import LINEAGE, PROVINCE
from yiwang.ledger import api as ledger

#: One call sends at most so many, so that a worker gets to other work too.
BATCH = 500


def deliver(channel: str, transport: Transport | None = None) -> tuple[int, int]:
    """Send what is due on a channel: how many were acknowledged and how many were not. Nothing waits for an error.

    A crash between sending and remembering sends once more, with the same key: the receiver takes it once.
    """
    way = transport or (province() if channel == PROVINCE else lineage())
    if way is None:
        return 0, 0
    sent = failed = 0
    for _ in range(BATCH):
        told = _one(channel, way)
        if told is None:
            break
        sent, failed = (sent + 1, failed) if told else (sent, failed + 1)
        if not told and failed >= 3 and sent == 0:
            break  # The other side is down: the rest would only wait out their time limits one by one.
    return sent, failed


def _one(channel: str, way: Transport) -> bool | None:
    """Send one message; None when nothing is due."""
    now = timezone.now()
    earlier = Outbound.objects.filter(
        channel=channel, subject=OuterRef("subject"), pk__lt=OuterRef("pk"), state="waiting"
    )
    with transaction.atomic():
        row = (
            Outbound.objects.select_for_update(skip_locked=True)
            .filter(channel=channel, state="waiting", next_at__lte=now)
            .filter(~Exists(earlier))
            .order_by("pk")
            .first()
        )
        if row is None:
            return None
        row.attempts += 1
        try:
            row.receipt = way(Message(f"yiwang-{row.pk}", row.subject, row.action, row.payload))
        except Down as error:
            row.error, row.next_at = str(error)[:500], now + pause_after(row.attempts)
        except Rejected as error:
            row.state, row.error = "refused", str(error)[:500]
        else:
            row.state, row.error, row.acknowledged_at = "acknowledged", "", timezone.now()
            if channel == PROVINCE:
                detail = {"action": row.action, "receipt": row.receipt}
                ledger.record("catalogue.cascaded", by="system:catalogue", subject=row.subject, detail=detail)
        row.save()
    return row.state == "acknowledged"


def send_now(*, by: access.Actor) -> tuple[int, int]:
    """Try everything that waits for the province at once, whatever its pause. Raises Refused."""
    access.require(by, "catalogue.cascade", None)
    Outbound.objects.filter(channel=PROVINCE, state="waiting").update(next_at=timezone.now())
    return deliver(PROVINCE)


def send_again(message_id: int, *, by: access.Actor) -> None:
    """Have a refused message sent once more, after what was wrong was mended. Raises Refused."""
    access.require(by, "catalogue.cascade", None)
    with transaction.atomic():
        row = Outbound.objects.select_for_update().filter(pk=message_id, state="refused").first()
        if row is not None:
            row.state, row.next_at = "waiting", timezone.now()
            row.save(update_fields=["state", "next_at"])
            ledger.record(
                "catalogue.cascade-again", by=by.ref, subject=row.subject, detail={"message": row.pk}
            )


def forget_delivered(days: int = 400) -> int:
    """Delete lineage events acknowledged long ago; what went to the province is kept."""
    before = timezone.now() - timedelta(days=days)
    count, _ = Outbound.objects.filter(
        channel=LINEAGE, state="acknowledged", acknowledged_at__lt=before
    ).delete()
    return count
