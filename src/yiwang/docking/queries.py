"""Reading the exchange: how each platform stands, messages out and in, days compared."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.crypto import api as crypto
from yiwang.docking.errors import NoSuchMessage
from yiwang.docking.models import Message, Party, Received, Reconciliation
from yiwang.docking.platforms import platforms
from yiwang.docking.rules.mapping import mapped
from yiwang.docking.rules.masking import masked
from yiwang.docking.types import (
    AttemptView,
    MessageFilter,
    MessageRow,
    MessageView,
    Page,
    PartyView,
    Platform,
    PlatformStatus,
    ReceivedRow,
    ReconciliationView,
)
from yiwang.people import api as people
from yiwang.seals import api as seals
from yiwang.text import Text

_EVERYTHING = MessageFilter()
_LISTED = (
    "id", "message_id", "platform", "kind", "subject", "state", "attempts", "created_at", "due_at",
    "acknowledged_at", "error",
)  # fmt: skip


def party_view(row: Party) -> PartyView:
    """The row as it crosses the door."""
    return PartyView(
        slug=row.slug,
        kind=row.kind,
        name=Text.of(row.name),
        base_url=row.base_url,
        public_key=row.public_key,
        enabled=row.enabled,
        simulated=row.simulated,
        department=row.department,
        items=tuple(row.items),
        ack_seconds=row.ack_seconds,
        registered_at=row.registered_at,
        registered_by=row.registered_by,
    )


def parties(actor: Actor, *, kind: str = "") -> tuple[PartyView, ...]:
    """The registered counterparts. Raises Refused."""
    require(actor, "docking.see", None)
    rows = Party.objects.filter(**({"kind": kind} if kind else {})).order_by("kind", "slug")
    return tuple(party_view(row) for row in rows)


def statuses(actor: Actor) -> tuple[PlatformStatus, ...]:
    """Every declared platform and how the exchange with it stands; two queries. Raises Refused."""
    require(actor, "docking.see", None)
    counted = {
        row["platform"]: row
        for row in Message.objects.values("platform").annotate(
            waiting=Count("id", filter=Q(state="waiting")),
            sent=Count("id", filter=Q(state="sent")),
            acknowledged=Count("id", filter=Q(state="acknowledged")),
            dead=Count("id", filter=Q(state="dead")),
            oldest=Min("created_at", filter=Q(state__in=("waiting", "sent"))),
        )
    }
    known = {row.slug: row for row in Party.objects.filter(kind="platform")}
    return tuple(
        _adapter(one)
        if one.interface == "adapter"
        else _status(one, known.get(one.slug), counted.get(one.slug, {}))
        for one in platforms().values()
    )


def _status(platform: Platform, party: Party | None, counted: Mapping[str, Any]) -> PlatformStatus:
    oldest: datetime | None = counted.get("oldest")
    state = "off"
    if party is not None and party.enabled:
        state = "silent" if party.failures else ("connected" if party.last_contact_at else "fresh")
    return PlatformStatus(
        platform=platform,
        party=party_view(party) if party else None,
        state=state,
        waiting=counted.get("waiting", 0),
        sent=counted.get("sent", 0),
        acknowledged=counted.get("acknowledged", 0),
        dead=counted.get("dead", 0),
        lag_seconds=(timezone.now() - oldest).total_seconds() if oldest else 0.0,
        last_contact_at=party.last_contact_at if party else None,
        last_ack_at=party.last_ack_at if party else None,
        failures=party.failures if party else 0,
        last_error=party.last_error if party else "",
    )


def _adapter(platform: Platform) -> PlatformStatus:
    """A platform that another room speaks with: its state as that room tells it."""
    state, note, at = _ADAPTERS[platform.slug]()
    return PlatformStatus(
        platform=platform,
        party=None,
        state=state,
        waiting=0,
        sent=0,
        acknowledged=0,
        dead=0,
        lag_seconds=0.0,
        last_contact_at=at,
        last_ack_at=at,
        failures=0,
        last_error="",
        note=note,
    )


def _identity() -> tuple[str, Text, None]:
    service = people.upstream()
    if service is None:
        return "off", Text("未接通", "Not connected"), None
    return "connected", service.name, None


def _seals() -> tuple[str, Text, datetime | None]:
    latest = seals.latest_report()
    registry = seals.registry_name()
    return ("connected" if latest and latest.accepted else "fresh"), registry, latest.at if latest else None


_ADAPTERS: Mapping[str, Callable[[], tuple[str, Text, datetime | None]]] = {
    "identity": _identity,
    "seal": _seals,
}


def messages(
    actor: Actor, wanted: MessageFilter = _EVERYTHING, *, after: str = "", limit: int = 50
) -> Page[MessageRow]:
    """Outgoing messages, newest first; `after` is the `next` of the page before. Raises Refused."""
    require(actor, "docking.see", None)
    rows = Message.objects.order_by("-id")
    for column in ("platform", "kind", "state", "subject"):
        if value := getattr(wanted, column):
            rows = rows.filter(**{column: value})
    if after.isdecimal():
        rows = rows.filter(id__lt=int(after))
    found = [MessageRow(**row) for row in rows.values(*_LISTED)[: limit + 1]]
    return Page(tuple(found[:limit]), str(found[limit - 1].id) if len(found) > limit else "")


def message(message_id: str, actor: Actor) -> MessageView:
    """One outgoing message with its attempts, its body masked. Raises Refused, NoSuchMessage."""
    require(actor, "docking.see", None)
    row = Message.objects.filter(message_id=message_id).first()
    if row is None:
        raise NoSuchMessage
    before = (
        Message.objects.filter(platform=row.platform, subject=row.subject, id__lt=row.pk)
        .exclude(state="acknowledged")
        .order_by("id")
        .first()
    )
    fields = platforms()[row.platform].fields.get(row.kind, {})
    body = masked(mapped(json.loads(crypto.open_field(row.sealed)), fields))
    return MessageView(
        row=MessageRow(**{name: getattr(row, name) for name in _LISTED}),
        digest=row.digest,
        body=body,
        attempts=tuple(
            AttemptView(one.at, one.outcome, one.detail, one.milliseconds) for one in row.tries.order_by("id")
        ),
        receipt=row.receipt,
        held_by=before.message_id if before and row.state in ("waiting", "sent") else "",
    )


def received(actor: Actor, *, after: str = "", limit: int = 50) -> Page[ReceivedRow]:
    """What came to us, newest first. Raises Refused."""
    require(actor, "docking.see", None)
    rows = Received.objects.order_by("-id")
    if after.isdecimal():
        rows = rows.filter(id__lt=int(after))
    names = ("id", "party", "message_id", "kind", "case_number", "outcome", "at", "note")
    found = [ReceivedRow(**row) for row in rows.values(*names)[: limit + 1]]
    return Page(tuple(found[:limit]), str(found[limit - 1].id) if len(found) > limit else "")


def reconciliations(actor: Actor, *, limit: int = 60) -> tuple[ReconciliationView, ...]:
    """The latest days compared. Raises Refused."""
    require(actor, "docking.see", None)
    return tuple(
        reconciliation_view(row) for row in Reconciliation.objects.order_by("-day", "platform")[:limit]
    )


def reconciliation_view(row: Reconciliation) -> ReconciliationView:
    """The row as it crosses the door."""
    return ReconciliationView(
        platform=row.platform,
        day=row.day,
        ours=row.ours,
        theirs=row.theirs,
        agreed=row.agreed,
        missing=tuple(row.missing),
        extra=tuple(row.extra),
        differing=tuple(row.differing),
        at=row.at,
    )


def days_of(platform: str, *, since: date) -> tuple[date, ...]:
    """The days since one on which messages were queued for a platform."""
    rows = Message.objects.filter(platform=platform, day__gte=since)
    return tuple(rows.order_by("day").values_list("day", flat=True).distinct())


def open_messages(platform: str = "") -> int:
    """How many messages have not been acknowledged and are not dead."""
    rows = Message.objects.filter(state__in=("waiting", "sent"))
    return (rows.filter(platform=platform) if platform else rows).count()
