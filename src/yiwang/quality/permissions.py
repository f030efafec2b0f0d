"""Who reads quality, who keeps the rules, who has a table checked."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("quality.define", zh="维护质量规则", en="keep quality rules")
verb("quality.check", zh="检查数据质量", en="have data checked")
verb("quality.read", zh="查看数据质量", en="read quality reports")

#: Posts that see every department's quality.
EVERYWHERE = ("data-steward", "operator", "auditor", "leader")
#: Posts that see that of their own department.
AT_HOME = ("data-officer", "data-chief")


def sees_all(actor: Actor) -> bool:
    """Whether the quality of all departments is open to the actor."""
    return actor.kind == "system" or bool(actor.role_slugs.intersection(EVERYWHERE))


@rule("quality.define", roles=["data-steward"], system=True)
def _define(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("quality.read", roles=[*EVERYWHERE, *AT_HOME], system=True)
def _read(actor: Actor, department: str | None) -> Verdict:
    return _at_home(actor, department, sees_all(actor), AT_HOME)


@rule("quality.check", roles=["data-steward", "operator", "data-officer"], system=True)
def _check(actor: Actor, department: str | None) -> Verdict:
    everywhere = actor.kind == "system" or actor.holds("data-steward", "operator")
    return _at_home(actor, department, everywhere, ("data-officer",))


def _at_home(actor: Actor, department: str | None, everywhere: bool, posts: tuple[str, ...]) -> Verdict:
    if department is None or everywhere or actor.holds(*posts, department=department):
        return ALLOWED
    return refuse(
        "这是其他部门的数据",
        "This is data of another department.",
        remedy=Text(
            "请由提供部门或市大数据局查看。", "The department it comes from and the data bureau see it."
        ),
    )
