"""Handing the result over at the counter (综合出件)."""

from django.db import transaction

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.cases.errors import NotWaiting
from yiwang.cases.facts import CaseMoved
from yiwang.cases.models import Act
from yiwang.cases.services.open_case import open_case
from yiwang.cases.types import STATES
from yiwang.ledger import api as ledger
from yiwang.text import Text


def hand_over(*, actor: Actor, number: str, receiver: str, transaction_id: str) -> str:
    """Write down that the result was handed to `receiver` (a name), and by whom.

    Raises:
        NoSuchCase, Refused; NotWaiting while there is no result yet.
    """
    with transaction.atomic():
        work, _ = open_case(number, actor, "cases.hand-over")
        if Act.objects.filter(case=work.case, transaction_id=transaction_id).exists():
            return number
        if work.case.decided_at is None:
            raise NotWaiting(STATES[work.case.state])
        work.say(
            "handed-over",
            Text(f"结果已在窗口交付：{receiver}。", f"Result handed over at the counter to {receiver}."),
            transaction_id=transaction_id,
        )
        ledger.record(
            "cases.handed-over", by=actor.ref, subject=f"case:{number}", detail={"receiver": receiver}
        )
        Act.objects.bulk_create(work.acts)
        case = work.case
        bus.publish(
            CaseMoved(number=number, item_slug=case.item_slug, area_code=case.area_code, kind="handed-over")
        )
    return number
