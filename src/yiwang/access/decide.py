"""May I? Asked before every write and every look at somebody's data."""

from dataclasses import dataclass
from typing import Any

from yiwang.access.actors import Actor, role_name
from yiwang.access.errors import Refused
from yiwang.access.verbs import Rule, Verb, rule_of, verb_named, verbs
from yiwang.access.verdicts import ALLOWED, Verdict, refuse
from yiwang.text import Text

SIGN_IN = Text("请先登录。", "Please sign in first.")
_LEVEL_REMEDY = {
    1: Text("请在“我的账号”中验证手机号。", "Confirm your mobile number under “My account”."),
    2: Text("请在“我的账号”中完成实名认证。", "Verify your identity under “My account”."),
    3: Text("请在“我的账号”中绑定通行密钥。", "Add a passkey under “My account”."),
}


def may(actor: Actor, verb: str, subject: Any = None) -> Verdict:
    """Whether `actor` may do `verb` on `subject`. No rule, no permission."""
    rule = rule_of(verb)
    if rule is None:
        return refuse(
            "没有任何规则允许这项操作",
            "No rule allows this.",
            remedy=Text("请联系平台运维人员核对权限设置。", "Ask the operator to check permissions."),
        )
    if actor.kind == "staff" and not actor.mfa:
        return refuse(
            "工作人员须先通过两步验证",
            "Staff must pass two-step verification first.",
            remedy=Text("请用动态口令或通行密钥完成登录。", "Finish with a one-time code or a passkey."),
        )
    if rule.declares and not (entry := _may_attempt(rule, actor)):
        return entry
    return rule.judge(actor, subject)


def _may_attempt(rule: Rule, actor: Actor) -> Verdict:
    if rule.public or (rule.system and actor.kind == "system"):
        return ALLOWED
    if actor.kind == "staff" and rule.roles & actor.role_slugs:
        return ALLOWED
    if actor.kind == "resident" and rule.level is not None:
        if actor.level >= rule.level:
            return ALLOWED
        return refuse(
            f"需要实名等级 {rule.level}，您现在是 {actor.level} 级",
            f"This needs real-name level {rule.level}; yours is {actor.level}.",
            remedy=_LEVEL_REMEDY[rule.level],
        )
    if actor.kind == "public":
        return refuse("您还没有登录", "You are not signed in.", remedy=SIGN_IN)
    if rule.roles:
        return refuse(
            "需要岗位：" + "、".join(sorted(role_name(slug).zh for slug in rule.roles)),
            "This needs the post of " + " or ".join(sorted(role_name(slug).en for slug in rule.roles)) + ".",
            remedy=Text(
                "如确需办理，请由所在部门向平台运维申请岗位授权。",
                "If your work needs it, have your department ask the platform operator for the post.",
            ),
        )
    who = Text("本人", "residents") if rule.level is not None else Text("系统", "the system itself")
    return refuse(
        f"这项操作只由{who.zh}进行",
        f"Only {who.en} may do this.",
        remedy=Text("请改用相应身份办理。", "Use the matching account."),
    )


def require(actor: Actor, verb: str, subject: Any = None) -> None:
    """Pass, or raise `Refused` with every reason and a remedy."""
    verdict = may(actor, verb, subject)
    if not verdict:
        raise Refused(verdict.reasons, verdict.remedy)


def explain(actor: Actor, verb: str, subject: Any = None) -> Text:
    """The answer of `may` as a sentence in both languages."""
    verdict = may(actor, verb, subject)
    what = verb_named(verb).text
    if verdict:
        return Text(f"可以{what.zh}。", f"May: {what.en}.")
    refused = Refused(verdict.reasons, verdict.remedy)
    return Text(
        f"不能{what.zh}：{refused.message.zh}{verdict.remedy.zh}",
        f"May not: {what.en}. {refused.message.en} {verdict.remedy.en}",
    )


@dataclass(frozen=True)
class Permission:
    """One line of the table of permissions: a verb and who may attempt it."""

    verb: Verb
    has_rule: bool
    roles: frozenset[str]
    level: int | None
    system: bool
    public: bool


def permissions() -> tuple[Permission, ...]:
    """The whole table of permissions, read from the rules themselves: one source, nothing to keep in step."""
    lines = []
    for verb in verbs():
        rule = rule_of(verb.name)
        if rule is None:
            lines.append(Permission(verb, False, frozenset(), None, False, False))
        else:
            lines.append(Permission(verb, True, rule.roles, rule.level, rule.system, rule.public))
    return tuple(lines)
