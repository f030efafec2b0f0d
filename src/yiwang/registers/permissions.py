"""Who may steer registers and search them. Looking up one key for a case is the case's own right."""

from yiwang.access import api as access

access.verb("registers.set-outage", zh="停用或恢复数据源", en="take a data source out of use or back")
access.verb("registers.generate", zh="生成模拟登记库", en="make a synthetic register")
access.verb("registers.search", zh="查找人员", en="search for people")


@access.rule("registers.set-outage", roles=["operator"], system=True)
@access.rule("registers.generate", system=True)
@access.rule("registers.search", roles=["window-clerk", "data-officer"])
def by_role(actor: access.Actor, subject: object) -> access.Verdict:
    """The roles named with each verb; nothing more is asked."""
    return access.ALLOWED
