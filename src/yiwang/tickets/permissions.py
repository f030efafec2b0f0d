"""Who sees a ticket, who answers it, who says that the answer holds."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("tickets.open", zh="发出校核工单", en="send a ticket to a department")
verb("tickets.read", zh="查看校核工单", en="read tickets")
verb("tickets.answer", zh="答复校核工单", en="answer a ticket")
verb("tickets.verify", zh="核验工单答复", en="verify the answer to a ticket")

#: Posts that see the tickets of every department.
EVERYWHERE = ("data-steward", "operator", "auditor", "leader")
#: Posts that see those of their own department.
AT_HOME = ("data-officer", "data-chief")


def sees_all(actor: Actor) -> bool:
    """Whether tickets of all departments are open to the actor."""
    return actor.kind == "system" or bool(actor.role_slugs.intersection(EVERYWHERE))


@rule("tickets.open", roles=["data-steward", "data-officer"], system=True)
def _open(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("tickets.read", roles=[*EVERYWHERE, *AT_HOME], system=True)
def _read(actor: Actor, department: str | None) -> Verdict:
    if department is None or sees_all(actor) or actor.holds(*AT_HOME, department=department):
        return ALLOWED
    return refuse(
        "这张工单属于其他部门",
        "This ticket belongs to another department.",
        remedy=Text("请由被派单部门办理。", "The department it was sent to handles it."),
    )


@rule("tickets.answer", roles=["data-officer"])
def _answer(actor: Actor, department: str | None) -> Verdict:
    if department is None or actor.holds("data-officer", department=department):
        return ALLOWED
    return refuse(
        "这张工单属于其他部门",
        "This ticket belongs to another department.",
        remedy=Text("请由被派单部门的数据专员答复。", "The data officer of that department answers it."),
    )


@rule("tickets.verify", roles=["data-steward"])
def _verify(actor: Actor, subject: object) -> Verdict:
    return ALLOWED
