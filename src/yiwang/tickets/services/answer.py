"""The department answers."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.tickets.errors import SayWhat, WrongTurn
from yiwang.tickets.facts import TicketAnswered
from yiwang.tickets.reading import locked, view
from yiwang.tickets.rules.states import ANSWERS, STATES, may_answer
from yiwang.tickets.services.story import tell, told
from yiwang.tickets.types import TicketView


def answer(
    *,
    ticket_id: int,
    outcome: str,
    answer: str,
    actor: Actor,
    transaction_id: str,
    correction: Mapping[str, Any] | None = None,
) -> TicketView:
    """Say what was found: `corrected` (with the right values, if the asker needs them), `confirmed`, `rejected`.

    An answer that was not verified yet may be given anew. The clock stops with the first answer.

    Raises:
        NoSuchTicket, Refused: not a ticket of the actor's department.
        SayWhat: no outcome, or no words.
        WrongTurn: the ticket is closed.
    """
    with transaction.atomic():
        ticket = locked(ticket_id, actor)
        require(actor, "tickets.answer", ticket.department)
        if told(ticket, "answered", transaction_id):
            return view(ticket)
        if outcome not in ANSWERS or not answer.strip():
            raise SayWhat
        if not may_answer(ticket.state):
            raise WrongTurn(STATES[ticket.state])
        ticket.state, ticket.outcome, ticket.answer = "answered", outcome, answer.strip()[:2000]
        ticket.correction = dict(correction or {})
        ticket.answered_at = ticket.answered_at or timezone.now()
        ticket.save()
        tell(
            ticket,
            "answered",
            by=actor,
            note=f"{ANSWERS[outcome].zh}：{ticket.answer}",
            transaction_id=transaction_id,
        )
        ledger.record(
            "tickets.answered",
            by=actor.ref,
            subject=f"ticket:{ticket.pk}",
            detail={"outcome": outcome, "corrected": sorted(ticket.correction)},
        )
        bus.publish(
            TicketAnswered(ticket.pk, ticket.kind, ticket.key, ticket.department, outcome, ticket.correction)
        )
        return view(ticket)
