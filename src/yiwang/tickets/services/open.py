"""Send a matter to the department it came from."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.calendar.api import current_calendar
from yiwang.crypto.api import sm3
from yiwang.ledger import api as ledger
from yiwang.text import Text
from yiwang.tickets.errors import UnknownKind
from yiwang.tickets.facts import TicketOpened
from yiwang.tickets.models import Ticket
from yiwang.tickets.reading import view
from yiwang.tickets.rules.deadlines import due_at
from yiwang.tickets.rules.states import KINDS
from yiwang.tickets.services.story import tell
from yiwang.tickets.types import TicketView


def open_ticket(
    *,
    kind: str,
    key: str,
    department: str,
    title: Text,
    body: Text,
    by: Actor,
    evidence: Mapping[str, Any] | None = None,
    resource: str = "",
    transaction_id: str = "",
) -> TicketView:
    """Open a ticket; one that is not closed yet under the same kind and key gets the new evidence instead.

    `key` names the matter (`load:17`, `rule:police-household.id-check`), `evidence` holds plain JSON values. The
    deadline is set when it is opened and does not move when the same fault is found again. A matter that was closed
    and comes back is a new ticket, which knows how often it was opened before.

    Raises:
        UnknownKind: there is no such kind. Refused.
    """
    require(by, "tickets.open", department)
    if kind not in KINDS:
        raise UnknownKind(kind)
    with transaction.atomic():
        _one_at_a_time(kind, key)
        standing = (
            Ticket.objects.select_for_update().filter(kind=kind, key=key).exclude(state="closed").first()
        )
        if standing is not None:
            standing.evidence = dict(evidence or {})
            standing.title, standing.body = title.as_dict(), body.as_dict()
            standing.save(update_fields=["evidence", "title", "body"])
            return view(standing)
        now = timezone.now()
        ticket = Ticket.objects.create(
            kind=kind,
            key=key,
            department=department,
            resource=resource,
            title=title.as_dict(),
            body=body.as_dict(),
            evidence=dict(evidence or {}),
            opened_at=now,
            opened_by=by.ref,
            due_at=due_at(kind, now, current_calendar()),
            times_opened=Ticket.objects.filter(kind=kind, key=key).count() + 1,
        )
        tell(ticket, "opened", by=by, note=body.zh, transaction_id=transaction_id)
        ledger.record(
            "tickets.opened",
            by=by.ref,
            subject=f"ticket:{ticket.pk}",
            detail={"kind": kind, "key": key, "department": department, "due": ticket.due_at.isoformat()},
        )
        bus.publish(TicketOpened(ticket.pk, kind, key, department))
        return view(ticket)


def _one_at_a_time(kind: str, key: str) -> None:
    """Two checks that find the same fault at once must not both open a ticket."""
    number = int.from_bytes(sm3(f"{kind} {key}".encode())[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
