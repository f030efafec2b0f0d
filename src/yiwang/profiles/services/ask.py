"""Ask for a profile, and decide what was asked."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.crypto.api import blind_index
from yiwang.ledger import api as ledger
from yiwang.profiles.errors import Decided, NotAsked, OwnRequest, UnknownSubject
from yiwang.profiles.models import Node, Request
from yiwang.profiles.queries import person_of, view
from yiwang.profiles.rules.tables import purposes
from yiwang.profiles.types import RequestView

_SHORTEST_REFERENCE = 6


def ask(
    *, kind: str, number: str, purpose: str, reference: str, note: str = "", by: Actor, transaction_id: str
) -> RequestView:
    """Ask to open the profile of a person, firm, home or vehicle. A purpose that is not sensitive opens it at once.

    Raises:
        NotAsked: no purpose of the list, or no case or task. UnknownSubject. Refused.
    """
    require(by, "profiles.ask")
    chosen = purposes().get(purpose)
    if chosen is None or len(reference.strip()) < _SHORTEST_REFERENCE:
        raise NotAsked
    standing = Request.objects.filter(transaction_id=transaction_id, asked_by=by.ref).first()
    if standing:
        return view(standing)
    node = Node.objects.filter(kind=kind, index=blind_index(number.strip().upper())).first()
    if node is None:
        raise UnknownSubject
    now = timezone.now()
    with transaction.atomic():
        request = Request.objects.create(
            node=node,
            purpose=purpose,
            reference=reference.strip()[:80],
            note=note.strip()[:300],
            state="waiting" if chosen.sensitive else "open",
            asked_by=by.ref,
            asked_at=now,
            expires_at=None if chosen.sensitive else now + timedelta(hours=chosen.hours),
            transaction_id=transaction_id,
        )
        ledger.record(
            "profiles.asked",
            by=by.ref,
            subject=f"profile:{request.pk}",
            detail={"reference": request.reference, "sensitive": chosen.sensitive},
            purpose=chosen.name.zh,
            person=person_of(node),
        )
    return view(request)


def decide(*, request_id: int, approved: bool, reason: str, by: Actor) -> RequestView:
    """A second person approves or refuses. Raises OwnRequest, Decided, NotAsked (no reason), Refused."""
    require(by, "profiles.approve")
    with transaction.atomic():
        request = Request.objects.select_for_update().select_related("node").filter(pk=request_id).first()
        if request is None:
            raise UnknownSubject
        if request.asked_by == by.ref:
            raise OwnRequest
        if request.state != "waiting":
            raise Decided
        if not reason.strip():
            raise NotAsked
        now, chosen = timezone.now(), purposes()[request.purpose]
        request.state = "open" if approved else "refused"
        request.decided_by, request.decided_at, request.reason = by.ref, now, reason.strip()[:300]
        request.expires_at = now + timedelta(hours=chosen.hours) if approved else None
        request.save()
        ledger.record(
            "profiles.decided",
            by=by.ref,
            subject=f"profile:{request.pk}",
            detail={"approved": approved, "reason": request.reason},
            purpose=chosen.name.zh,
            person=person_of(request.node),
        )
    return view(request)
