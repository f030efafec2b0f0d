"""What may be done in this room, and by whom."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("people.register", zh="注册账号", en="register an account")
verb("people.create-staff", zh="开立工作人员账号", en="create a staff account")
verb("people.confirm-mobile", zh="验证本人手机号", en="confirm one's mobile")
verb("people.verify-identity", zh="进行本人实名认证", en="verify one's identity")
verb("people.grant-post", zh="授予岗位", en="grant a post")
verb("people.revoke-post", zh="收回岗位", en="revoke a post")
verb("people.suspend", zh="停用或恢复账号", en="suspend or restore an account")
verb("people.grant-mandate", zh="授权他人代办", en="appoint an agent")
verb("people.revoke-mandate", zh="撤销授权", en="revoke a mandate")
verb("people.see-accounts", zh="查看账号与任职", en="see accounts and posts")
verb("people.connect-application", zh="接入单点登录应用", en="connect an application to single sign-on")


@rule("people.register", public=True, system=True)
def _register(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("people.create-staff", roles=["operator"], system=True)
@rule("people.revoke-post", roles=["operator"], system=True)
@rule("people.connect-application", roles=["operator"], system=True)
def _operators(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("people.see-accounts", roles=["operator", "auditor"], system=True)
def _overseers(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("people.grant-post", roles=["operator"], system=True)
@rule("people.suspend", roles=["operator"], system=True)
def _never_to_oneself(actor: Actor, account_id: int) -> Verdict:
    """Nobody raises themselves: power is handed out by somebody else."""
    if actor.account_id == account_id:
        return refuse(
            "不能为自己授权或停用自己",
            "You cannot do this to your own account.",
            remedy=Text("请由另一位平台运维人员办理。", "Have another platform operator do it."),
        )
    return ALLOWED


@rule("people.confirm-mobile", level=0, system=True)
@rule("people.verify-identity", level=0, system=True)
def _own_account(actor: Actor, account_id: int) -> Verdict:
    if actor.kind == "system" or actor.account_id == account_id:
        return ALLOWED
    return refuse(
        "这不是您的账号",
        "This is not your account.",
        remedy=Text("请登录本人账号办理。", "Sign in with your own account."),
    )


@rule("people.grant-mandate", level=2)
def _grant_mandate(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("people.revoke-mandate", level=2)
def _revoke_mandate(actor: Actor, may_revoke: frozenset[int]) -> Verdict:
    """`may_revoke`: the accounts that granted a link of the chain, or act under it."""
    if actor.account_id in may_revoke:
        return ALLOWED
    return refuse(
        "这份授权不是您给出的",
        "You did not grant this mandate.",
        remedy=Text("请由授权人撤销。", "Have whoever granted it revoke it."),
    )
