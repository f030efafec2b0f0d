"""Reading requests."""

from django.db.models import Q
from django.utils import timezone

from yiwang.access.api import Actor, may, require
from yiwang.crypto.api import open_field
from yiwang.profiles.models import Node, Request
from yiwang.profiles.rules.tables import purposes
from yiwang.profiles.types import RequestView
from yiwang.registers import api as registers


def requests(by: Actor, *, after: int = 0, limit: int = 50) -> tuple[RequestView, ...]:
    """One's own requests, and for an approver those that wait, newest first. Raises Refused."""
    if not may(by, "profiles.approve"):
        require(by, "profiles.ask")
    wanted = Q(asked_by=by.ref)
    if may(by, "profiles.approve"):
        wanted |= Q(state="waiting")
    rows = Request.objects.select_related("node").filter(wanted).order_by("-id")
    return tuple(view(row) for row in (rows.filter(id__lt=after) if after else rows)[:limit])


def view(row: Request) -> RequestView:
    """The row as other rooms see it."""
    over = row.state == "open" and row.expires_at is not None and row.expires_at < timezone.now()
    return RequestView(
        id=row.pk,
        kind=row.node.kind,
        subject=row.node.label,
        purpose=purposes()[row.purpose],
        reference=row.reference,
        note=row.note,
        state="over" if over else row.state,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        expires_at=row.expires_at,
    )


def person_of(node: Node) -> str:
    """The reference under which a person finds the look; empty for what is nobody."""
    if node.kind != "person":
        return ""
    number = open_field(node.sealed)
    known = registers.person_ids([number])
    return f"person:{known[number]}" if number in known else ""
