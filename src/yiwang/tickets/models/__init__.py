"""Tables of the tickets room."""

from yiwang.tickets.models.ticket import Ticket, TicketStep

__all__ = ["Ticket", "TicketStep"]
