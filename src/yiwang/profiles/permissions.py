"""Who asks for a profile, who approves, who sees their own tags."""

from yiwang.access.api import ALLOWED, Actor, Verdict, rule, verb

verb("profiles.ask", zh="申请查看画像", en="ask for a profile")
verb("profiles.approve", zh="批准查看画像", en="approve a request for a profile")
verb("profiles.refresh", zh="更新关系图谱", en="refresh the graph of relations")
verb("profiles.mine", zh="查看自己的标签", en="see one's own tags")


@rule("profiles.ask", roles=["data-officer", "data-steward"])
@rule("profiles.approve", roles=["data-steward", "leader"])
@rule("profiles.refresh", roles=["operator", "data-steward"], system=True)
@rule("profiles.mine", level=2)
def by_role(actor: Actor, subject: object) -> Verdict:
    """The roles named with each verb; that nobody approves their own request is asked where it is decided."""
    return ALLOWED
