"""Who may do what with a case."""

from dataclasses import dataclass

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text


@dataclass(frozen=True)
class CaseSubject:
    """What a rule needs to know of a case. `acts_for` says that the actor holds a mandate for its applicant."""

    number: str
    person_id: str
    submitted_by: str
    department_code: str
    area_code: str
    origin_area: str
    step: str
    step_role: str
    acts_for: bool = False


verb("cases.submit", zh="提交申请", en="submit an application")
verb("cases.see", zh="查看办件", en="see a case")
verb("cases.queue", zh="查看待办", en="see the queue of cases")
verb("cases.accept", zh="受理办件", en="accept a case")
verb("cases.correct", zh="补正材料", en="answer a correction notice")
verb("cases.inspect", zh="现场核查", en="inspect on site")
verb("cases.review", zh="审查办件", en="review a case")
verb("cases.decide", zh="作出决定", en="decide a case")
verb("cases.issue", zh="制证", en="make the certificate")
verb("cases.withdraw", zh="撤回申请", en="withdraw an application")
verb("cases.contest", zh="要求人工复核", en="ask for a person to look again")
verb("cases.pause", zh="暂停或恢复计时", en="stop or restart the clock")
verb("cases.hand-over", zh="窗口出件", en="hand the result over at the counter")
verb("cases.note", zh="记录外部办理情况", en="note what happened elsewhere")
verb("cases.counts", zh="查看办件统计", en="see the numbers of cases")

_ASK_OWNER = Text("请用申请人本人的账号办理。", "Use the applicant's own account.")
_ASK_POST = Text("请由承办部门相应岗位的人员办理。", "Have it done by the post that handles it.")


@dataclass(frozen=True)
class SubmitSubject:
    """An application about to be made: for whom, and whether the actor may act for them."""

    person_id: str
    area_code: str
    acts_for: bool


@rule("cases.submit", roles=["window-clerk"], level=1, system=True)
def _submit(actor: Actor, subject: SubmitSubject) -> Verdict:
    if actor.kind == "system":
        # A department's own system hands it in; who that is, and for whom, was asked where it came in (docking).
        return ALLOWED
    if actor.kind == "staff":
        # Any window takes any item: a county's window those of the city it lies in as well as its own.
        if any(
            role.slug == "window-clerk"
            and (subject.area_code.startswith(role.area) or role.area.startswith(subject.area_code))
            for role in actor.roles
        ):
            return ALLOWED
        return refuse(
            "此事项不在您窗口的区域内", "This item is outside your window's area.", remedy=_ASK_POST
        )
    if (actor.person_id and actor.person_id == subject.person_id) or subject.acts_for:
        return ALLOWED
    return refuse(
        "只能为本人或授权您代办的人申请",
        "You may apply for yourself, or for those who gave you a mandate.",
        remedy=Text("请对方在“我的账号”中授权您代办。", "Ask them to give you a mandate under “My account”."),
    )


@rule("cases.see", roles=["window-clerk", "approver", "issuer", "auditor"], level=0, system=True)
def _see(actor: Actor, subject: CaseSubject) -> Verdict:
    if actor.kind == "system":
        return ALLOWED
    if actor.kind == "resident":
        return _is_applicant(actor, subject)
    if actor.holds("auditor", area=subject.area_code):
        return ALLOWED
    if actor.holds("window-clerk", area=subject.area_code) or (
        subject.origin_area and actor.holds("window-clerk", area=subject.origin_area)
    ):
        return ALLOWED
    if actor.holds("approver", "issuer", department=subject.department_code, area=subject.area_code):
        return ALLOWED
    return refuse(
        "此办件不归您所在的部门或区域",
        "This case belongs to another department or area.",
        remedy=_ASK_POST,
    )


@rule("cases.note", system=True)
def _note(actor: Actor, subject: CaseSubject) -> Verdict:
    return ALLOWED


@rule("cases.queue", roles=["window-clerk", "approver", "issuer"])
def _queue(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("cases.accept", roles=["window-clerk"], system=True)
def _accept(actor: Actor, subject: CaseSubject) -> Verdict:
    if actor.kind == "system":
        return ALLOWED
    # One window: any window clerk of the area takes any item, whichever department decides it.
    places = {subject.area_code, subject.origin_area} - {""}
    if any(actor.holds("window-clerk", area=place) for place in places):
        return ALLOWED
    return refuse("此办件不在您窗口的区域内", "This case is outside your window's area.", remedy=_ASK_POST)


@rule("cases.hand-over", roles=["window-clerk"])
def _hand_over(actor: Actor, subject: CaseSubject) -> Verdict:
    return _accept(actor, subject)


def _of_department(actor: Actor, subject: CaseSubject, *roles: str) -> Verdict:
    if actor.person_id and actor.person_id == subject.person_id:
        return refuse(
            "不能办理本人的申请，应当回避",
            "Nobody has a hand in their own application.",
            remedy=Text("请交由其他人员办理。", "Hand it to a colleague."),
        )
    if actor.holds(*roles, department=subject.department_code, area=subject.area_code):
        return ALLOWED
    return refuse("此办件由其他部门承办", "This case is handled by another department.", remedy=_ASK_POST)


@rule("cases.inspect", roles=["approver"])
def _inspect(actor: Actor, subject: CaseSubject) -> Verdict:
    return _of_department(actor, subject, "approver")


@rule("cases.review", roles=["approver"])
def _review(actor: Actor, subject: CaseSubject) -> Verdict:
    return _of_department(actor, subject, "approver")


@rule("cases.decide", roles=["approver"], system=True)
def _decide(actor: Actor, subject: CaseSubject) -> Verdict:
    if actor.kind == "system":
        return ALLOWED
    return _of_department(actor, subject, "approver")


@rule("cases.pause", roles=["approver"])
def _pause(actor: Actor, subject: CaseSubject) -> Verdict:
    return _of_department(actor, subject, "approver")


@rule("cases.issue", roles=["issuer"])
def _issue(actor: Actor, subject: CaseSubject) -> Verdict:
    return _of_department(actor, subject, "issuer")


@rule("cases.correct", roles=["window-clerk"], level=0)
def _correct(actor: Actor, subject: CaseSubject) -> Verdict:
    if actor.kind == "staff":
        return _accept(actor, subject)
    return _is_applicant(actor, subject)


@rule("cases.withdraw", roles=["window-clerk"], level=0)
def _withdraw(actor: Actor, subject: CaseSubject) -> Verdict:
    return _correct(actor, subject)


@rule("cases.contest", level=0)
def _contest(actor: Actor, subject: CaseSubject) -> Verdict:
    return _is_applicant(actor, subject)


@rule("cases.counts", public=True, level=0, system=True, roles=["leader", "operator", "auditor", "approver"])
def _counts(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


def _is_applicant(actor: Actor, subject: CaseSubject) -> Verdict:
    mine = bool(actor.person_id) and actor.person_id == subject.person_id
    if mine or subject.submitted_by == actor.ref or subject.acts_for:
        return ALLOWED
    return refuse("这不是您的办件", "This is not your case.", remedy=_ASK_OWNER)
