"""The choices of each step as buttons: what they are called, how they look, whether they need reasons."""

from dataclasses import dataclass

from yiwang.cases.api import StepView
from yiwang.text import Text

_NAMES = {
    "accept": Text("受理", "Accept"),
    "pass": Text("核查通过", "Passed"),
    "fail": Text("核查不通过", "Failed"),
    "agree": Text("同意", "Agree"),
    "disagree": Text("不同意", "Disagree"),
    "approve": Text("准予", "Approve"),
    "refuse": Text("不予许可", "Refuse"),
    "issued": Text("已制证", "Certificate made"),
}
_AGAINST = frozenset({"refuse", "fail", "disagree"})


@dataclass(frozen=True)
class Outcome:
    """One choice of a step; one `against` the applicant needs reasons."""

    slug: str
    name: Text
    against: bool


def outcomes_of(step: StepView) -> list[Outcome]:
    """The choices of a step in the order its process gives them."""
    return [Outcome(slug, _NAMES.get(slug, Text(slug, slug)), slug in _AGAINST) for slug in step.outcomes]
