"""Who declares kinds, who brings records, who looks, who decides."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("entities.define", zh="声明基础库", en="declare a register")
verb("entities.ingest", zh="写入来源记录", en="bring source records")
verb("entities.link", zh="批量关联与训练", en="link in bulk and train weights")
verb("entities.look", zh="查看基础库中的一条", en="look at one golden record")
verb("entities.verify", zh="核验", en="verify name and number")
verb("entities.compare", zh="比对名单", en="compare a list with the register")
verb("entities.decide", zh="合并、拆分与锁定", en="merge, split and pin")
verb("entities.assign", zh="确定数源", en="assign the authority for an attribute")
verb("entities.overview", zh="查看基础库概况", en="see a register's figures, without persons")
verb("entities.subscribe", zh="订阅变更", en="follow changes")

OFFICERS = ("data-officer", "data-steward")
READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")


@rule("entities.define", system=True)
@rule("entities.ingest", roles=["operator"], system=True)
@rule("entities.link", roles=["data-steward", "operator"], system=True)
@rule("entities.look", roles=OFFICERS, system=True)
@rule("entities.verify", roles=[*OFFICERS, "window-clerk"], system=True)
@rule("entities.compare", roles=OFFICERS, system=True)
@rule("entities.decide", roles=["data-steward"], system=True)
@rule("entities.assign", roles=["data-steward"], system=True)
@rule("entities.overview", roles=READERS, system=True)
def by_role(actor: Actor, subject: object) -> Verdict:
    """The roles named with each verb."""
    return ALLOWED


@rule("entities.subscribe", roles=["data-officer"], system=True)
def own_department(actor: Actor, department: str | None) -> Verdict:
    """A department follows by its own officers."""
    if department is None or actor.kind == "system" or actor.holds("data-officer", department=department):
        return ALLOWED
    return refuse(
        "只能为本部门订阅",
        "An officer follows for their own department.",
        remedy=Text("请由该部门的数据专员订阅。", "The data officer of that department subscribes."),
    )
