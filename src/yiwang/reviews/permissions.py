"""Who may rate, and who puts bad ratings right."""

from dataclasses import dataclass

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("reviews.rate", zh="评价服务", en="rate a service")
verb("reviews.redress", zh="整改差评", en="put a bad rating right")


@dataclass(frozen=True)
class RedressSubject:
    """The department a bad rating is about."""

    department_code: str


@rule("reviews.rate", level=0)
def _rate(actor: Actor, subject: object) -> Verdict:
    # That the case is the actor's own is asked of the cases room, which alone can tell.
    return ALLOWED


@rule("reviews.redress", roles=["approver"])
def _redress(actor: Actor, subject: RedressSubject | None) -> Verdict:
    if subject is None or actor.holds("approver", department=subject.department_code):
        return ALLOWED
    return refuse(
        "这条差评属于其他部门",
        "This rating is about another department.",
        remedy=Text("请由被评价部门办理。", "The department that was rated handles it."),
    )
