"""From rows to views, and finding the one row a verb is about."""

from datetime import datetime, timedelta

from django.utils import timezone

from yiwang.access.api import Actor, may
from yiwang.text import Text
from yiwang.tickets.errors import NoSuchTicket
from yiwang.tickets.models import Ticket
from yiwang.tickets.rules.states import KINDS, OUTCOMES, STATES
from yiwang.tickets.types import TicketView

#: A ticket turns yellow this long before its deadline.
_SOON = timedelta(days=2)


def locked(ticket_id: int, actor: Actor) -> Ticket:
    """The ticket, locked until commit. Raises `NoSuchTicket` also for those who must not see it."""
    ticket = Ticket.objects.select_for_update().filter(pk=ticket_id).first()
    if ticket is None or not may(actor, "tickets.read", ticket.department):
        raise NoSuchTicket
    return ticket


def view(row: Ticket) -> TicketView:
    """A row as others see it."""
    now = timezone.now()
    overdue = (row.answered_at or now) > row.due_at
    return TicketView(
        id=row.pk,
        kind=row.kind,
        kind_name=KINDS[row.kind],
        key=row.key,
        department=row.department,
        resource=row.resource,
        title=Text.of(row.title),
        body=Text.of(row.body),
        evidence=row.evidence,
        state=row.state,
        state_text=STATES[row.state],
        outcome=row.outcome,
        outcome_text=OUTCOMES.get(row.outcome, Text("")),
        answer=row.answer,
        correction=row.correction,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        due_at=row.due_at,
        answered_at=row.answered_at,
        closed_at=row.closed_at,
        times_opened=row.times_opened,
        overdue=overdue,
        light=_light(row, now),
    )


def _light(row: Ticket, now: datetime) -> str:
    if row.state != "open":
        return "green"
    if now > row.due_at:
        return "red"
    return "yellow" if now > row.due_at - _SOON else "green"
