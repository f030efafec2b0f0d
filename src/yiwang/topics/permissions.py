"""Who defines stores, builds them, sees them and asks them."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("topics.define", zh="定义主题库", en="define topic stores")
verb("topics.build", zh="构建主题库", en="build topic stores")
verb("topics.read", zh="查看主题库与统计", en="see topic stores and their aggregates")
verb("topics.query", zh="按对象查询主题库", en="query topic stores by key")
verb("topics.feed", zh="向主题库提供数据", en="hand rows to topic stores")


@rule("topics.define", roles=["data-steward"], system=True)
@rule("topics.build", roles=["operator", "data-steward"], system=True)
@rule(
    "topics.read",
    roles=["data-officer", "data-steward", "data-chief", "operator", "auditor", "leader"],
    system=True,
)
@rule("topics.feed", system=True)
def by_role(actor: Actor, subject: object) -> Verdict:
    """The roles named with each verb; nothing more is asked."""
    return ALLOWED


@rule("topics.query", roles=["data-officer", "data-steward"], system=True)
def _query(actor: Actor, department: str | None) -> Verdict:
    # `department` leads the store; None asks whether the verb is held at all.
    if actor.kind == "system" or department is None or actor.holds("data-steward"):
        return ALLOWED
    if actor.holds("data-officer", department=department):
        return ALLOWED
    return refuse(
        "这个主题库由其他部门牵头",
        "Another department leads this store.",
        remedy=Text(
            "请由牵头部门查询，或申请共享。", "The lead department queries it, or apply for sharing."
        ),
    )
