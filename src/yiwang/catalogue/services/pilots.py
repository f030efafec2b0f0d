"""Themes in which the catalogue is being standardised (重点领域目录规范化建设试点)."""

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.catalogue.models import Pilot
from yiwang.ledger import api as ledger
from yiwang.text import Text


def start_pilot(theme: str, *, name: Text, goal: str, actor: access.Actor) -> None:
    """Make a theme a pilot, or change its name and goal. Raises Refused."""
    access.require(actor, "catalogue.pilot", None)
    with transaction.atomic():
        Pilot.objects.update_or_create(
            theme=theme.strip()[:64],
            defaults={"name": name.as_dict(), "goal": goal.strip()[:300], "ended_at": None, "by": actor.ref},
            create_defaults={
                "name": name.as_dict(),
                "goal": goal.strip()[:300],
                "since": timezone.now(),
                "by": actor.ref,
            },
        )
        ledger.record(
            "catalogue.pilot-started", by=actor.ref, subject=f"theme:{theme}", detail={"goal": goal[:300]}
        )


def end_pilot(theme: str, *, actor: access.Actor) -> None:
    """End a pilot; twice is once. Raises Refused."""
    access.require(actor, "catalogue.pilot", None)
    with transaction.atomic():
        if Pilot.objects.filter(theme=theme, ended_at=None).update(ended_at=timezone.now()):
            ledger.record("catalogue.pilot-ended", by=actor.ref, subject=f"theme:{theme}")
