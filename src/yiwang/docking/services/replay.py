"""Sending dead letters again."""

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.docking.errors import NoSuchMessage, NotDead
from yiwang.docking.models import Message
from yiwang.ledger import api as ledger


def replay(*, actor: Actor, message_id: str) -> None:
    """Put one dead letter back in its place in line, with all its attempts before it.

    Its body is made anew: what was wrong with names or mapping is mended by then.

    Raises:
        Refused, NoSuchMessage, NotDead.
    """
    require(actor, "docking.replay", message_id)
    with transaction.atomic():
        row = Message.objects.select_for_update().filter(message_id=message_id).first()
        if row is None:
            raise NoSuchMessage
        if row.state != "dead":
            raise NotDead
        row.state, row.refusals, row.due_at, row.error = "waiting", 0, timezone.now(), ""
        row.save(update_fields=["state", "refusals", "due_at", "error"])
        ledger.record("docking.replayed", by=actor.ref, subject=f"docking:{message_id}")


def replay_all(*, actor: Actor, platform: str) -> int:
    """Put every dead letter of a platform back in line; returns how many. Raises Refused."""
    require(actor, "docking.replay", platform)
    with transaction.atomic():
        count = Message.objects.filter(platform=platform, state="dead").update(
            state="waiting", refusals=0, due_at=timezone.now(), error=""
        )
        ledger.record(
            "docking.replayed", by=actor.ref, subject=f"docking:{platform}", detail={"messages": count}
        )
    return count
