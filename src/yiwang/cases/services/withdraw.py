"""Withdrawing an application: possible until it is decided."""

from django.db import transaction

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.cases.errors import NotWaiting
from yiwang.cases.facts import CaseClosed
from yiwang.cases.models import Act
from yiwang.cases.services.advance import save_closed
from yiwang.cases.services.open_case import open_case
from yiwang.cases.types import STATES
from yiwang.ledger import api as ledger
from yiwang.text import Text


def withdraw(*, actor: Actor, number: str, reason: str, transaction_id: str) -> str:
    """Close the case at its applicant's wish.

    Raises:
        NoSuchCase, Refused; NotWaiting when it is decided or closed.
    """
    with transaction.atomic():
        work, _ = open_case(number, actor, "cases.withdraw")
        case = work.case
        if Act.objects.filter(case=case, transaction_id=transaction_id).exists():
            return number
        if case.decided_at is not None or case.closed_at is not None:
            raise NotWaiting(STATES[case.state])
        case.state = "withdrawn"
        work.say(
            "withdrawn",
            Text(f"申请人撤回申请。{reason}", f"Withdrawn by the applicant. {reason}".strip()),
            transaction_id=transaction_id,
        )
        ledger.record("cases.withdrawn", by=actor.ref, subject=f"case:{number}", detail={"reason": reason})
        bus.publish(
            CaseClosed(number=number, item_slug=case.item_slug, area_code=case.area_code, state="withdrawn")
        )
        save_closed(work)
    return number
