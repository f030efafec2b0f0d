"""What the entities room does when something happened elsewhere."""

from yiwang.bus import api as bus
from yiwang.entities.services.correct import take_answer
from yiwang.tickets import api as tickets


@bus.subscribe(tickets.TicketClosed, "entities.ticket-closed")
def _answered(fact: tickets.TicketClosed) -> None:
    take_answer(fact)
