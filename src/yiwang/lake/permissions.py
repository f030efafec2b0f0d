"""Who sees the lake's tables, who lets loads land, who keeps house, who destroys."""

from yiwang.access.api import ALLOWED, Actor, Verdict, rule, verb

verb("lake.read", zh="查看数据湖", en="see the tables of the lake")
verb("lake.write", zh="向数据湖写入批次", en="land loads in the lake")
verb("lake.maintain", zh="整理数据湖", en="compact and expire tables of the lake")
verb("lake.destroy", zh="销毁数据湖分区", en="destroy partitions of the lake")


# A department's officer lands what a room above let them collect; that room asked for the right to do so.
@rule("lake.write", roles=["operator", "data-steward", "data-officer"], system=True)
@rule("lake.read", roles=["operator", "data-steward", "auditor", "leader"], system=True)
@rule("lake.maintain", roles=["operator"], system=True)
@rule("lake.destroy", roles=["operator", "data-steward"], system=True)
def by_role(actor: Actor, subject: object) -> Verdict:
    """The roles named with each verb; nothing more is asked."""
    return ALLOWED
