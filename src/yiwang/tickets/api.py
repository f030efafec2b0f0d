"""The door of the tickets room."""

from yiwang.tickets.errors import NoSuchTicket, SayWhat, UnknownKind, WrongTurn
from yiwang.tickets.facts import TicketAnswered, TicketClosed, TicketOpened
from yiwang.tickets.queries import open_count, statistics, story, ticket, tickets
from yiwang.tickets.rules.states import ANSWERS, KINDS, STATES
from yiwang.tickets.services.answer import answer
from yiwang.tickets.services.open import open_ticket
from yiwang.tickets.services.verify import close_resolved, verify
from yiwang.tickets.types import DepartmentCount, Page, Step, TicketFilter, TicketView

__all__ = [
    "ANSWERS",
    "KINDS",
    "STATES",
    "DepartmentCount",
    "NoSuchTicket",
    "Page",
    "SayWhat",
    "Step",
    "TicketAnswered",
    "TicketClosed",
    "TicketFilter",
    "TicketOpened",
    "TicketView",
    "UnknownKind",
    "WrongTurn",
    "answer",
    "close_resolved",
    "open_count",
    "open_ticket",
    "statistics",
    "story",
    "ticket",
    "tickets",
    "verify",
]
