"""Who declares sources, who loads, who sees what of it."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("collection.define", zh="设置数据源", en="declare sources of data")
verb("collection.load", zh="归集数据", en="load data")
verb("collection.read", zh="查看数据归集", en="see loads and their figures")
verb("collection.quarantine", zh="查看隔离数据", en="see quarantined rows")

#: Posts that see every department.
EVERYWHERE = ("operator", "data-steward", "auditor", "leader")
AT_HOME = ("data-officer", "data-chief")


def sees_all(actor: Actor) -> bool:
    """Whether loads of all departments are open to the actor."""
    return actor.kind == "system" or bool(actor.role_slugs.intersection(EVERYWHERE))


def _other_department() -> Verdict:
    return refuse(
        "这是其他部门的数据",
        "These are another department's data.",
        remedy=Text("请由该部门的数据专员办理。", "The data officer of that department handles it."),
    )


@rule("collection.define", roles=["operator", "data-steward"], system=True)
def _define(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("collection.load", roles=["operator", "data-officer"], system=True)
def _load(actor: Actor, department: str | None) -> Verdict:
    if actor.kind == "system" or actor.holds("operator") or department is None:
        return ALLOWED
    return ALLOWED if actor.holds("data-officer", department=department) else _other_department()


@rule("collection.read", roles=[*EVERYWHERE, *AT_HOME], system=True)
def _read(actor: Actor, department: str | None) -> Verdict:
    if department is None or sees_all(actor) or actor.holds(*AT_HOME, department=department):
        return ALLOWED
    return _other_department()


# Leaders and auditors see figures; the rows themselves only those who mend them.
@rule("collection.quarantine", roles=["operator", "data-steward", "data-officer"], system=True)
def _quarantine(actor: Actor, department: str | None) -> Verdict:
    if department is None or actor.kind == "system" or actor.holds("operator", "data-steward"):
        return ALLOWED
    return ALLOWED if actor.holds("data-officer", department=department) else _other_department()
