"""Who governs data, and who only watches."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("stewardship.see", zh="查看数据治理", en="see how data are governed")
verb("stewardship.label", zh="核定字段分类分级", en="settle labels of fields")
verb("stewardship.ask-export", zh="申请导出数据", en="ask to take data out")
verb("stewardship.allow-export", zh="审批数据导出", en="consent to data being taken out")
verb("stewardship.trace", zh="溯源泄露数据", en="trace leaked data")
verb("stewardship.keep", zh="管理留存期限", en="look after how long data are kept")
verb("stewardship.approve-destruction", zh="批准销毁数据", en="approve the destruction of data")
verb("stewardship.appoint", zh="任免数长", en="appoint data chiefs")
verb("stewardship.chief", zh="履行数长职责", en="act as a data chief")

READERS = ("data-steward", "data-chief", "auditor", "leader")


@rule("stewardship.see", roles=READERS, system=True)
@rule("stewardship.trace", roles=["data-steward", "auditor"])
@rule("stewardship.label", roles=["data-steward"], system=True)
@rule("stewardship.keep", roles=["data-steward"], system=True)
@rule("stewardship.appoint", roles=["data-steward"], system=True)
def _by_role(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("stewardship.ask-export", roles=["data-officer", "data-steward", "data-chief"])
def _ask(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("stewardship.allow-export", roles=["data-steward", "data-chief"])
def _allow(actor: Actor, subject: tuple[str, str]) -> Verdict:
    """`subject`: who asked, and the department the data belong to."""
    asked_by, department = subject
    if actor.ref == asked_by:
        return refuse(
            "不能审批自己的申请",
            "Nobody consents to their own request.",
            remedy=Text("请由另一位有权人员审批。", "Have somebody else who may decide."),
        )
    if actor.holds("data-steward") or actor.holds("data-chief", department=department):
        return ALLOWED
    return refuse(
        "这份数据属于其他部门",
        "These data belong to another department.",
        remedy=Text("请由数据所属部门数长或数据治理专员审批。", "Its data chief or a steward decides."),
    )


@rule("stewardship.approve-destruction", roles=["data-steward", "data-chief"])
def _destroy(actor: Actor, subject: tuple[tuple[str, ...], str]) -> Verdict:
    """`subject`: who approved already, and the department the data belong to."""
    approved_by, department = subject
    if actor.ref in approved_by:
        return refuse(
            "销毁须两人批准，您已批准过",
            "Two people approve a destruction, and you are one of them already.",
            remedy=Text("请由另一位有权人员批准。", "Have somebody else approve."),
        )
    if actor.holds("data-steward") or actor.holds("data-chief", department=department):
        return ALLOWED
    return refuse(
        "这份数据属于其他部门",
        "These data belong to another department.",
        remedy=Text("请由数据所属部门数长或数据治理专员批准。", "Its data chief or a steward approves."),
    )


@rule("stewardship.chief", roles=["data-chief"])
def _chief(actor: Actor, department: str) -> Verdict:
    if actor.holds("data-chief", department=department):
        return ALLOWED
    return refuse(
        "您不是这个单位的数长",
        "You are not this unit's data chief.",
        remedy=Text("请由该单位的数长办理。", "Its own data chief does this."),
    )
