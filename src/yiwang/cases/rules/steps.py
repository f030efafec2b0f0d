"""What each user step of a process means for the state and the clock of a case."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`verb` is asked of access, `state` shown while waiting, `counted` whether the promise's clock runs meanwhile."""

    verb: str
    state: str
    counted: bool = True


STEPS = {
    "accept": Step("cases.accept", "submitted"),
    # The applicant's own time is never the office's time.
    "correct": Step("cases.correct", "correcting", counted=False),
    # Licensing Law art. 45: inspection, test, hearing and the like are not counted.
    "inspect": Step("cases.inspect", "accepted", counted=False),
    "review": Step("cases.review", "accepted"),
    "decide": Step("cases.decide", "accepted"),
    "issue": Step("cases.issue", "approved"),
}

#: Outcomes that take something from the applicant: they need a reason.
NEEDS_REASON = frozenset({"refuse", "correct", "fail", "disagree"})


def outcomes_left(outcomes: Sequence[str], *, corrected: bool) -> tuple[str, ...]:
    """What can still be chosen: corrections are asked for once (Licensing Law art. 32)."""
    return tuple(outcome for outcome in outcomes if not (corrected and outcome == "correct"))


#: Statutory working days to accept, refuse or ask for corrections once (Licensing Law art. 32).
ACCEPTANCE_DAYS = 5

#: Why an approver may stop the clock (Licensing Law art. 45, 特别程序).
PAUSE_REASONS = {
    "hearing": ("听证", "Hearing"),
    "tender": ("招标", "Tender"),
    "auction": ("拍卖", "Auction"),
    "test": ("检验检测", "Inspection and testing"),
    "quarantine": ("检疫", "Quarantine"),
    "appraisal": ("鉴定", "Appraisal"),
    "experts": ("专家评审", "Expert review"),
}
