"""Finishing a user step: accept, correct, inspect, review, decide, issue."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.calendar.api import Clock
from yiwang.cases.errors import AskedAlready, NotWaiting, ReasonNeeded, WrongOutcome
from yiwang.cases.facts import CaseAccepted, CaseClosed, CaseMoved, CorrectionAsked
from yiwang.cases.models import Act, Correction
from yiwang.cases.rules.steps import ACCEPTANCE_DAYS, NEEDS_REASON, STEPS
from yiwang.cases.services.advance import advance, save, set_clock
from yiwang.cases.services.open_case import open_case
from yiwang.cases.services.outcome import conclude
from yiwang.cases.services.take_form import keep_materials, take_form
from yiwang.cases.types import STATES
from yiwang.cases.work import Work
from yiwang.ledger import api as ledger
from yiwang.text import Text

_DEEMED = Text(
    "逾期未告知补正，自收到申请之日起视为受理。",
    "Not answered in time: accepted by law from the day of receipt.",
)
_SAID: Mapping[tuple[str, str], Text] = {
    ("accept", "accept"): Text("已受理，开始计时。", "Accepted; the promised time runs."),
    ("accept", "correct"): Text("需要补正，一次性告知：", "Corrections needed, all of them at once: "),
    ("accept", "refuse"): Text("不予受理。", "Not accepted."),
    ("correct", "corrected"): Text("已补正并重新提交。", "Corrected and sent again."),
    ("inspect", "pass"): Text("现场核查通过。", "On-site check passed."),
    ("inspect", "fail"): Text("现场核查未通过。", "On-site check failed."),
    ("review", "agree"): Text("审查同意。", "Reviewed: agree."),
    ("review", "disagree"): Text("审查不同意。", "Reviewed: disagree."),
    ("issue", "issued"): Text("证照已制作。", "The certificate has been made."),
}


def finish_step(
    *,
    actor: Actor,
    number: str,
    step: str,
    outcome: str,
    transaction_id: str,
    reasons: Sequence[Text] = (),
    data: Mapping[str, Any] | None = None,
) -> str:
    """Finish the step that the case waits for, and let the process go on. Returns the case's number.

    A repeated `transaction_id` changes nothing. `reasons` are required where something is taken from the
    applicant; for a correction notice they are its items, all told at once.

    Raises:
        NoSuchCase, Refused, NotWaiting, WrongOutcome, AskedAlready, ReasonNeeded; for `correct` also the form's errors.
    """
    with transaction.atomic():
        work, run = open_case(number, actor, STEPS[step].verb)
        if Act.objects.filter(case=work.case, transaction_id=transaction_id).exists():
            return number
        waiting = next((one for one in run.waiting() if one.name == step), None) if run else None
        if run is None or waiting is None:
            raise NotWaiting(STATES[work.case.state])
        if waiting.outcomes and outcome not in waiting.outcomes:
            raise WrongOutcome(outcome, tuple(waiting.outcomes))
        if outcome == "correct" and work.case.corrections.exists():
            raise AskedAlready
        if outcome in NEEDS_REASON and not any(reason.zh.strip() for reason in reasons):
            raise ReasonNeeded
        _record(work, step, outcome, tuple(reasons), transaction_id)
        _EFFECTS.get((step, outcome), _nothing)(work, tuple(reasons), data)
        facts: dict[str, Any] = {"outcome": outcome, "form": dict(work.form)}
        save(work, advance(work, run.finish(waiting.task_id, facts)))
        bus.publish(
            CaseMoved(number=number, item_slug=work.case.item_slug, area_code=work.case.area_code, kind=step)
        )
    return number


def _record(work: Work, step: str, outcome: str, reasons: tuple[Text, ...], transaction_id: str) -> None:
    why = Text(
        "；".join(reason.zh for reason in reasons), "; ".join(reason.en or reason.zh for reason in reasons)
    )
    if step == "decide":
        # `conclude` puts the decision itself on the timeline; this line only keeps the click from counting twice.
        work.say("decide", Text("作出决定。", "Decision made."), public=False, transaction_id=transaction_id)
    else:
        deemed = step == "accept" and work.actor.kind == "system"
        head = _DEEMED if deemed else _SAID.get((step, outcome), Text(outcome, outcome))
        work.say(step, Text(f"{head.zh}{why.zh}", f"{head.en}{why.en}"), transaction_id=transaction_id)
        ledger.record(
            f"cases.{step}",
            by=work.actor.ref,
            subject=f"case:{work.case.number}",
            person=work.case.person_ref,
            detail={"outcome": outcome, "reasons": [reason.zh for reason in reasons]},
        )


def _nothing(work: Work, reasons: tuple[Text, ...], data: Mapping[str, Any] | None) -> None:
    """Most steps only pass on their outcome."""


def _accepted(work: Work, reasons: tuple[Text, ...], data: Mapping[str, Any] | None) -> None:
    case = work.case
    # Accepted by the law's silence, it counts from the day of receipt (Licensing Law art. 32).
    since = case.submitted_at if work.actor.kind == "system" else work.now
    case.accepted_at = since
    if case.item_kind == "promised":
        set_clock(work, Clock(case.limit_days, since))
    bus.publish(CaseAccepted(number=case.number, item_slug=case.item_slug, area_code=case.area_code))


def _correction_asked(work: Work, reasons: tuple[Text, ...], data: Mapping[str, Any] | None) -> None:
    case = work.case
    Correction.objects.create(
        case=case, items=[reason.zh for reason in reasons], asked_at=work.now, asked_by=work.actor.ref
    )
    bus.publish(CorrectionAsked(number=case.number, item_slug=case.item_slug, area_code=case.area_code))


def _not_accepted(work: Work, reasons: tuple[Text, ...], data: Mapping[str, Any] | None) -> None:
    case = work.case
    case.state = "not-accepted"
    case.reasons = [reason.as_dict() for reason in reasons]
    bus.publish(
        CaseClosed(
            number=case.number, item_slug=case.item_slug, area_code=case.area_code, state="not-accepted"
        )
    )


def _corrected(work: Work, reasons: tuple[Text, ...], data: Mapping[str, Any] | None) -> None:
    if data is not None:
        take_form(work, data)
        keep_materials(work)
    Correction.objects.filter(case=work.case, answered_at=None).update(answered_at=work.now)
    if work.case.accepted_at is None and work.case.clock is not None:
        # Corrected before acceptance: the office has its full time to look at the whole again.
        set_clock(work, Clock(ACCEPTANCE_DAYS, work.now))


def _approved(work: Work, reasons: tuple[Text, ...], data: Mapping[str, Any] | None) -> None:
    conclude(work, outcome="approve", reasons=reasons, by=work.actor, automatic=False)


def _refused(work: Work, reasons: tuple[Text, ...], data: Mapping[str, Any] | None) -> None:
    conclude(work, outcome="refuse", reasons=reasons, by=work.actor, automatic=False)


_EFFECTS = {
    ("accept", "accept"): _accepted,
    ("accept", "correct"): _correction_asked,
    ("accept", "refuse"): _not_accepted,
    ("correct", "corrected"): _corrected,
    ("decide", "approve"): _approved,
    ("decide", "refuse"): _refused,
}
