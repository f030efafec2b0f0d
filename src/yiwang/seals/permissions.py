"""Who may do what with seals. Applying and making are for two people: nobody makes a seal for themselves."""

from dataclasses import dataclass

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("seals.set-up", zh="建立证书机构", en="set up the certificate authority")
verb("seals.apply", zh="申请制作印章", en="apply for a seal")
verb("seals.make", zh="制作印章", en="make a seal")
verb("seals.authorise", zh="授权使用印章", en="authorise the use of a seal")
verb("seals.use", zh="使用印章", en="use a seal")
verb("seals.revoke", zh="注销印章", en="revoke a seal")
verb("seals.report", zh="上报印章", en="report a seal to the registry above")
verb("seals.look", zh="查看印章台账", en="look at the list of seals")


@dataclass(frozen=True)
class SealSubject:
    """A seal somebody wants to do something with."""

    department_code: str
    applied_by: str = ""


@dataclass(frozen=True)
class UseSubject:
    """A use of a seal: whether a grant in force covers the actor and the purpose."""

    department_code: str
    granted: bool


_OWN = Text("请由本部门印章管理员办理。", "The seal keeper of that department does this.")


@rule("seals.set-up", roles=["operator"], system=True)
def _set_up(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("seals.apply", roles=["seal-keeper"], system=True)
@rule("seals.authorise", roles=["seal-keeper"], system=True)
@rule("seals.revoke", roles=["seal-keeper"], system=True)
def _own_department(actor: Actor, subject: SealSubject | None) -> Verdict:
    if subject is None or actor.kind == "system":
        return ALLOWED
    if actor.holds("seal-keeper", department=subject.department_code):
        return ALLOWED
    return refuse("这枚印章属于其他部门", "This seal belongs to another department.", remedy=_OWN)


@rule("seals.report", roles=["seal-keeper", "operator"], system=True)
def _report(actor: Actor, subject: SealSubject | None) -> Verdict:
    return ALLOWED if actor.holds("operator") else _own_department(actor, subject)


@rule("seals.make", roles=["operator"], system=True)
def _make(actor: Actor, subject: SealSubject | None) -> Verdict:
    if subject is not None and actor.kind != "system" and actor.ref == subject.applied_by:
        return refuse(
            "申请人不能自己制章",
            "Who applied for a seal may not make it.",
            remedy=Text("请由另一名平台运维人员制章。", "Another operator must make it."),
        )
    return ALLOWED


@rule("seals.use")
def _use(actor: Actor, subject: UseSubject) -> Verdict:
    if subject.granted:
        return ALLOWED
    return refuse(
        f"没有使用部门 {subject.department_code} 印章的授权",
        f"No grant covers this use of the seal of {subject.department_code}.",
        remedy=Text("请由该部门印章管理员授权。", "The seal keeper of that department can authorise it."),
    )


@rule("seals.look", roles=["seal-keeper", "auditor", "operator", "leader"], system=True)
def _look(actor: Actor, subject: object) -> Verdict:
    return ALLOWED
