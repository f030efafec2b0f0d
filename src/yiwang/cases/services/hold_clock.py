"""Stopping the clock for a special procedure (特别程序), and starting it again."""

from django.db import transaction

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.calendar.api import Clock
from yiwang.cases.errors import NotWaiting, ReasonNeeded
from yiwang.cases.facts import CaseMoved
from yiwang.cases.models import Act
from yiwang.cases.rules.steps import PAUSE_REASONS
from yiwang.cases.services.advance import set_clock
from yiwang.cases.services.open_case import open_case
from yiwang.cases.types import STATES
from yiwang.ledger import api as ledger
from yiwang.text import Text


def pause_clock(*, actor: Actor, number: str, reason: str, transaction_id: str) -> str:
    """Stop the clock for one of the reasons the law names (`rules.steps.PAUSE_REASONS`); the applicant is told.

    Raises:
        NoSuchCase, Refused, ReasonNeeded; NotWaiting when the clock does not run.
    """
    if reason not in PAUSE_REASONS:
        raise ReasonNeeded
    return _hold(actor, number, reason, transaction_id)


def resume_clock(*, actor: Actor, number: str, transaction_id: str) -> str:
    """Start the clock again. Raises as `pause_clock`."""
    return _hold(actor, number, "", transaction_id)


def _hold(actor: Actor, number: str, reason: str, transaction_id: str) -> str:
    with transaction.atomic():
        work, _ = open_case(number, actor, "cases.pause")
        case = work.case
        if Act.objects.filter(case=case, transaction_id=transaction_id).exists():
            return number
        if case.clock is None or case.closed_at is not None or case.paused == bool(reason):
            raise NotWaiting(STATES[case.state])
        clock = Clock.from_json(case.clock)
        if reason:
            zh, en = PAUSE_REASONS[reason]
            set_clock(work, clock.pause(work.now, zh))
            said = Text(
                f"进入特别程序({zh}),暂停计时。", f"Special procedure ({en}); the clock stands still."
            )
        else:
            set_clock(work, clock.resume(work.now))
            said = Text("特别程序结束，恢复计时。", "Special procedure over; the clock runs again.")
        work.say("clock", said, transaction_id=transaction_id)
        ledger.record(
            "cases.clock", by=actor.ref, subject=f"case:{number}", detail={"reason": reason or "resume"}
        )
        case.save(update_fields=["clock", "paused", "yellow_at", "due_at"])
        Act.objects.bulk_create(work.acts)
        bus.publish(
            CaseMoved(number=number, item_slug=case.item_slug, area_code=case.area_code, kind="clock")
        )
    return number
