"""The door of the cases room."""

from collections.abc import Sequence

from yiwang.access.api import Actor
from yiwang.cases.answers import answers_of, to_verify
from yiwang.cases.counts import counts
from yiwang.cases.errors import (
    AskedAlready,
    BrokenProcess,
    ItemClosed,
    LevelTooLow,
    NoSuchCase,
    NotContestable,
    NotWaiting,
    ReasonNeeded,
    WrongOutcome,
)
from yiwang.cases.facts import (
    CaseAccepted,
    CaseClosed,
    CaseDecided,
    CaseMoved,
    CaseSubmitted,
    CorrectionAsked,
)
from yiwang.cases.lists import find_for_staff, my_cases, queue
from yiwang.cases.materials import read_material
from yiwang.cases.preparation import Preparation
from yiwang.cases.queries import case, numbers_since, timeline
from yiwang.cases.rules.steps import PAUSE_REASONS, STEPS
from yiwang.cases.services.contest import contest
from yiwang.cases.services.deem_accepted import deem_accepted
from yiwang.cases.services.finish_step import finish_step
from yiwang.cases.services.hand_over import hand_over
from yiwang.cases.services.hold_clock import pause_clock, resume_clock
from yiwang.cases.services.note import note
from yiwang.cases.services.operations import OPERATIONS
from yiwang.cases.services.prepare import keep, known_answers, prepare, send, take_files
from yiwang.cases.services.submit import Submitted, submit
from yiwang.cases.services.withdraw import withdraw
from yiwang.cases.types import (
    CLOSED,
    STATES,
    Applicant,
    CaseRow,
    CaseView,
    CorrectionView,
    Counts,
    DecisionView,
    Material,
    Page,
    QueueFilter,
    StepView,
    TimelineLine,
)
from yiwang.text import Text


def accept(*, actor: Actor, number: str, transaction_id: str) -> str:
    """Accept a case (受理): the promised clock starts. Raises as `finish_step`."""
    return finish_step(
        actor=actor, number=number, step="accept", outcome="accept", transaction_id=transaction_id
    )


def ask_correction(*, actor: Actor, number: str, items: Sequence[str], transaction_id: str) -> str:
    """Tell the applicant once everything that must be corrected (一次性告知). Raises as `finish_step`."""
    return finish_step(
        actor=actor,
        number=number,
        step="accept",
        outcome="correct",
        reasons=[Text(item) for item in items],
        transaction_id=transaction_id,
    )


def decide(*, actor: Actor, number: str, outcome: str, reasons: Sequence[Text], transaction_id: str) -> str:
    """Decide a case: "approve" or "refuse"; a refusal needs reasons. Raises as `finish_step`."""
    return finish_step(
        actor=actor,
        number=number,
        step="decide",
        outcome=outcome,
        reasons=reasons,
        transaction_id=transaction_id,
    )


__all__ = [
    "CLOSED",
    "OPERATIONS",
    "PAUSE_REASONS",
    "STATES",
    "STEPS",
    "Applicant",
    "AskedAlready",
    "BrokenProcess",
    "CaseAccepted",
    "CaseClosed",
    "CaseDecided",
    "CaseMoved",
    "CaseRow",
    "CaseSubmitted",
    "CaseView",
    "CorrectionAsked",
    "CorrectionView",
    "Counts",
    "DecisionView",
    "ItemClosed",
    "LevelTooLow",
    "Material",
    "NoSuchCase",
    "NotContestable",
    "NotWaiting",
    "Page",
    "Preparation",
    "QueueFilter",
    "ReasonNeeded",
    "StepView",
    "Submitted",
    "TimelineLine",
    "WrongOutcome",
    "accept",
    "answers_of",
    "ask_correction",
    "case",
    "contest",
    "counts",
    "decide",
    "deem_accepted",
    "find_for_staff",
    "finish_step",
    "hand_over",
    "keep",
    "known_answers",
    "my_cases",
    "note",
    "numbers_since",
    "pause_clock",
    "prepare",
    "queue",
    "read_material",
    "resume_clock",
    "send",
    "submit",
    "take_files",
    "timeline",
    "to_verify",
    "withdraw",
]
