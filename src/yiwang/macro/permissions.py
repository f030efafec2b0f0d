"""Statistics are for every member of staff to read; the statistics office and the bureau publish."""

from yiwang.access.api import ALLOWED, Actor, Verdict, rule, verb

verb("macro.define", zh="维护指标字典", en="keep the dictionary of indicators")
verb("macro.publish", zh="发布统计数据", en="publish figures")


@rule("macro.define", roles=["data-steward"], system=True)
@rule("macro.publish", roles=["data-steward", "data-officer"], system=True)
def by_role(actor: Actor, subject: object) -> Verdict:
    """The roles named with each verb; nothing more is asked."""
    return ALLOWED
