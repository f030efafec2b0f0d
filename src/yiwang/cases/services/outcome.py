"""Deciding a case: the one place where an outcome is written."""

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.cases.errors import NotWaiting, WrongOutcome
from yiwang.cases.facts import CaseDecided
from yiwang.cases.types import CLOSED, STATES
from yiwang.cases.work import Work
from yiwang.ledger import api as ledger
from yiwang.text import Text

_SAID = {
    "approve": Text("准予。", "Approved."),
    "refuse": Text("不予许可。", "Refused."),
}


def conclude(work: Work, *, outcome: str, reasons: tuple[Text, ...], by: Actor, automatic: bool) -> None:
    """Write the decision with its reasons, on the timeline, in the ledger and on the bus."""
    if outcome not in _SAID:
        raise WrongOutcome(outcome, tuple(_SAID))
    case = work.case
    if case.decided_at is not None or case.state in CLOSED:
        raise NotWaiting(STATES[case.state])
    case.outcome = outcome
    case.state = "approved" if outcome == "approve" else "refused"
    case.reasons = [reason.as_dict() for reason in reasons]
    case.decided_at = work.now
    case.decided_by = by.name
    case.automatic = automatic
    why = Text(" ".join(reason.zh for reason in reasons), " ".join(reason.en for reason in reasons))
    work.say("decided", Text(f"{_SAID[outcome].zh}{why.zh}", f"{_SAID[outcome].en} {why.en}".strip()), by=by)
    ledger.record(
        "cases.decided",
        by=by.ref,
        subject=f"case:{case.number}",
        person=case.person_ref,
        detail={"outcome": outcome, "automatic": automatic, "reasons": [reason.zh for reason in reasons]},
    )
    bus.publish(
        CaseDecided(
            number=case.number,
            item_slug=case.item_slug,
            area_code=case.area_code,
            outcome=outcome,
            automatic=automatic,
        )
    )
