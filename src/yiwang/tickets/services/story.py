"""Writing down what was done with a ticket."""

from django.utils import timezone

from yiwang.access.api import Actor
from yiwang.tickets.models import Ticket, TicketStep


def tell(ticket: Ticket, act: str, *, by: Actor, note: str, transaction_id: str) -> None:
    """Add a line to the ticket's story."""
    TicketStep.objects.create(
        ticket=ticket,
        act=act,
        note=note[:2000],
        by_ref=by.ref,
        by_name=by.name,
        transaction_id=transaction_id,
        at=timezone.now(),
    )


def told(ticket: Ticket, act: str, transaction_id: str) -> bool:
    """Whether this very step was taken before: a form sent twice does nothing the second time."""
    return bool(transaction_id) and ticket.steps.filter(act=act, transaction_id=transaction_id).exists()
