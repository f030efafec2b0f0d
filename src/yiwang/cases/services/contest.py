"""Contesting an automatic decision: whoever is refused by a rule may have a person look again."""

from django.db import transaction

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.calendar.api import Clock
from yiwang.cases import definitions
from yiwang.cases.errors import BrokenProcess, NotContestable, ReasonNeeded
from yiwang.cases.facts import CaseContested
from yiwang.cases.models import Act
from yiwang.cases.services.advance import advance, save, set_clock
from yiwang.cases.services.open_case import open_case
from yiwang.cases.services.submit import facts_of
from yiwang.ledger import api as ledger
from yiwang.processes import api as processes
from yiwang.text import Text

#: Working days in which a person looks again; our own promise, the law names none.
REVIEW_DAYS = 5


def contest(*, actor: Actor, number: str, reason: str, transaction_id: str) -> str:
    """Hand a case that a rule refused to a person; the first decision stays on the timeline and in the ledger.

    The process starts again, and its decision tables answer “manual” this time (`operations.evaluate`).

    Raises:
        NoSuchCase, Refused, ReasonNeeded; NotContestable when no rule refused this case.
    """
    with transaction.atomic():
        work, _ = open_case(number, actor, "cases.contest")
        case = work.case
        if Act.objects.filter(case=case, transaction_id=transaction_id).exists():
            return number
        if not case.automatic or case.outcome != "refuse":
            raise NotContestable
        if not reason.strip():
            raise ReasonNeeded
        work.by_hand = True
        case.outcome, case.automatic, case.reasons, case.decided_by = "", False, [], ""
        case.decided_at = case.closed_at = None
        case.state = "accepted"
        set_clock(work, Clock(REVIEW_DAYS, work.now))
        work.say(
            "contested",
            Text(f"申请人要求人工复核：{reason}", f"The applicant asks for a person to look again: {reason}"),
            transaction_id=transaction_id,
        )
        ledger.record(
            "cases.contested",
            by=actor.ref,
            subject=f"case:{number}",
            person=case.person_ref,
            detail={"reason": reason},
        )
        bus.publish(CaseContested(number=number, item_slug=case.item_slug, area_code=case.area_code))
        save(work, advance(work, processes.start(definitions.process_of(work.item), facts_of(work))))
        if not case.step:
            raise BrokenProcess("a contested case must come to a person")
    return number
