"""Settling a ticket: somebody verifies the answer, or the machine sees that the fault is gone."""

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.calendar.api import current_calendar
from yiwang.ledger import api as ledger
from yiwang.text import Text
from yiwang.tickets.errors import SayWhat, WrongTurn
from yiwang.tickets.facts import TicketClosed, TicketOpened
from yiwang.tickets.models import Ticket
from yiwang.tickets.reading import locked, view
from yiwang.tickets.rules.deadlines import due_at
from yiwang.tickets.rules.states import STATES, after_verifying
from yiwang.tickets.services.story import tell, told
from yiwang.tickets.types import TicketView


def verify(*, ticket_id: int, accepted: bool, note: str, actor: Actor, transaction_id: str) -> TicketView:
    """Accept an answer, which closes the ticket, or send it back with a reason and a new deadline.

    Raises:
        NoSuchTicket, Refused.
        SayWhat: sent back without a reason.
        WrongTurn: there is no answer to verify.
    """
    with transaction.atomic():
        ticket = locked(ticket_id, actor)
        require(actor, "tickets.verify", ticket.department)
        act = "accepted" if accepted else "returned"
        if told(ticket, act, transaction_id):
            return view(ticket)
        if not accepted and not note.strip():
            raise SayWhat
        if ticket.state != "answered":
            raise WrongTurn(STATES[ticket.state])
        ticket.state = after_verifying(accepted)
        tell(ticket, act, by=actor, note=note.strip(), transaction_id=transaction_id)
        if accepted:
            _close(ticket, by=actor)
        else:
            ticket.answered_at = None
            ticket.due_at = due_at(ticket.kind, timezone.now(), current_calendar())
            ticket.times_opened += 1
            ticket.save()
            ledger.record("tickets.returned", by=actor.ref, subject=f"ticket:{ticket.pk}")
            bus.publish(TicketOpened(ticket.pk, ticket.kind, ticket.key, ticket.department))
        return view(ticket)


def close_resolved(*, kind: str, key: str, note: Text, by: Actor) -> TicketView | None:
    """Close the ticket of a matter that is mended, answered or not; None when none is open."""
    require(by, "tickets.open", None)
    with transaction.atomic():
        ticket = Ticket.objects.select_for_update().filter(kind=kind, key=key).exclude(state="closed").first()
        if ticket is None:
            return None
        ticket.state = "closed"
        ticket.outcome = ticket.outcome or "resolved"
        ticket.answered_at = ticket.answered_at or timezone.now()
        tell(ticket, "resolved", by=by, note=note.zh, transaction_id="")
        _close(ticket, by=by)
        return view(ticket)


def _close(ticket: Ticket, *, by: Actor) -> None:
    ticket.closed_at = timezone.now()
    ticket.save()
    detail = {"outcome": ticket.outcome}
    ledger.record("tickets.closed", by=by.ref, subject=f"ticket:{ticket.pk}", detail=detail)
    bus.publish(
        TicketClosed(ticket.pk, ticket.kind, ticket.key, ticket.department, ticket.outcome, ticket.correction)
    )
