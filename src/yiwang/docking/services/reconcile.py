"""Comparing a day with a platform, and sending again what it lacks."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.docking import wire
from yiwang.docking.errors import NoSuchParty, Unreachable
from yiwang.docking.models import Message, Party, Reconciliation
from yiwang.docking.queries import reconciliation_view
from yiwang.docking.rules.comparing import Difference, compare, day_hash
from yiwang.docking.types import ReconciliationView
from yiwang.ledger import api as ledger


def reconcile(*, actor: Actor, platform: str, day: date) -> ReconciliationView:
    """Compare what we hold as acknowledged with what the platform holds of a day.

    By count and hash; only where those differ, message by message. What it lacks goes into line again, what it has
    although no receipt reached us counts as acknowledged. Content that differs is left to people.

    Raises:
        Refused, NoSuchParty, Unreachable.
    """
    require(actor, "docking.reconcile", platform)
    party = Party.objects.filter(pk=platform, kind="platform").first()
    if party is None:
        raise NoSuchParty(platform)
    theirs = _ask(party, f"/reconciliation?day={day.isoformat()}")
    count, their_hash = theirs.get("count"), theirs.get("hash")
    if not isinstance(count, int) or not isinstance(their_hash, str):
        raise Unreachable("count and hash are missing")
    ours = _ours(platform, day)
    our_hash, difference = day_hash(ours), Difference((), (), ())
    if (count, their_hash) != (len(ours), our_hash):
        held = _ask(party, f"/reconciliation/messages?day={day.isoformat()}").get("messages")
        if not isinstance(held, dict):
            raise Unreachable("the list of messages is missing")
        difference = compare(ours, {str(name): str(value) for name, value in held.items()})
    with transaction.atomic():
        difference = _mend(platform, day, difference)
        settled = _ours(platform, day)
        row, _ = Reconciliation.objects.update_or_create(
            platform=platform,
            day=day,
            defaults={
                "ours": len(settled),
                "theirs": count,
                "ours_hash": day_hash(settled),
                "theirs_hash": their_hash[:64],
                "missing": list(difference.missing),
                "extra": list(difference.extra),
                "differing": list(difference.differing),
                "agreed": not difference,
                "at": timezone.now(),
            },
        )
        ledger.record(
            "docking.reconciled",
            by=actor.ref,
            subject=f"docking:{platform}",
            detail={"day": day, "ours": row.ours, "theirs": row.theirs, "agreed": row.agreed},
        )
    return reconciliation_view(row)


def _ours(platform: str, day: date) -> dict[str, str]:
    rows = Message.objects.filter(platform=platform, day=day, state="acknowledged")
    return dict(rows.values_list("message_id", "digest"))


def _mend(platform: str, day: date, difference: Difference) -> Difference:
    now = timezone.now()
    Message.objects.filter(message_id__in=difference.missing).update(
        state="waiting", acknowledged_at=None, due_at=now, error="missing at the platform"
    )
    unreceipted = Message.objects.filter(platform=platform, message_id__in=difference.extra)
    known = set(unreceipted.values_list("message_id", flat=True))
    unreceipted.exclude(state="acknowledged").update(
        state="acknowledged", acknowledged_at=now, receipt="reconciled", error=""
    )
    return Difference(
        difference.missing,
        tuple(one for one in difference.extra if one not in known),
        difference.differing,
    )


def _ask(party: Party, path: str) -> Mapping[str, object]:
    answer = wire.send(wire.request("GET", f"{party.base_url}{path}", None, answer_key=party.public_key))
    if answer.status != 200:
        raise Unreachable(f"HTTP {answer.status}")
    return answer.body
