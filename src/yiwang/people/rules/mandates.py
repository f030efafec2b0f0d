"""When a mandate holds, what it covers, and how it may be passed on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.access.api import ALLOWED, Verdict, refuse
from yiwang.people.types import EVERY_MATTER
from yiwang.text import Text

LONGEST = timedelta(days=366)
DEEPEST = 3

_ASK_PRINCIPAL = Text("请联系委托人重新授权。", "Ask the principal for a new mandate.")


@dataclass(frozen=True)
class Link:
    """One mandate in a chain, from the principal's own grant downward."""

    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None
    scope: tuple[str, ...]
    may_pass_on: bool


def covers(scope: Collection[str], matter: str) -> bool:
    """Whether a scope reaches a matter (the slug of a service item)."""
    return EVERY_MATTER in scope or matter in scope


def chain_holds(chain: Sequence[Link], at: datetime, matter: str | None = None) -> Verdict:
    """Whether every link of a chain holds at a moment, and covers a matter if one is named."""
    for link in chain:
        if link.revoked_at is not None and link.revoked_at <= at:
            return refuse("授权已被撤销", "The mandate was revoked.", remedy=_ASK_PRINCIPAL)
        if at < link.valid_from:
            return refuse("授权尚未生效", "The mandate has not begun.", remedy=_ASK_PRINCIPAL)
        if at >= link.valid_until:
            return refuse("授权已到期", "The mandate has expired.", remedy=_ASK_PRINCIPAL)
        if matter is not None and not covers(link.scope, matter):
            return refuse("授权范围不含此事项", "The mandate does not cover this.", remedy=_ASK_PRINCIPAL)
    return ALLOWED


def may_grant(
    *, scope: Sequence[str], until: datetime, at: datetime, above: Sequence[Link] = (), to_self: bool = False
) -> Verdict:
    """Whether a mandate may be granted, or passed on below the chain `above`."""
    verdict = ALLOWED
    shorten = Text("请选择一年以内、晚于现在的到期时间。", "Choose an end within a year from now.")
    if to_self:
        verdict &= refuse(
            "不能授权给自己",
            "You cannot appoint yourself.",
            remedy=Text("请填写代办人的账号。", "Name the agent's account."),
        )
    if not scope:
        verdict &= refuse(
            "没有写明授权事项",
            "The mandate names no matter.",
            remedy=Text("请至少选择一个事项。", "Choose at least one matter."),
        )
    if not at < until <= at + LONGEST:
        verdict &= refuse("授权期限不对", "The period is not allowed.", remedy=shorten)
    if above:
        verdict &= chain_holds(above, at) & _below(above, scope, until)
    return verdict


def _below(above: Sequence[Link], scope: Sequence[str], until: datetime) -> Verdict:
    """What is passed on may be no wider, no longer and no deeper than what was held."""
    last = above[-1]
    narrower = Text("请在您自己的授权范围内转授。", "Pass on no more than you hold.")
    verdict = ALLOWED
    if not last.may_pass_on:
        verdict &= refuse("您的授权不允许转授", "Your mandate may not be passed on.", remedy=_ASK_PRINCIPAL)
    if len(above) >= DEEPEST:
        verdict &= refuse("转授层级过多", "The chain is too long.", remedy=_ASK_PRINCIPAL)
    if not all(covers(last.scope, matter) for matter in scope) or (
        EVERY_MATTER in scope and EVERY_MATTER not in last.scope
    ):
        verdict &= refuse("转授的事项超出您的授权", "This is wider than your mandate.", remedy=narrower)
    if until > last.valid_until:
        verdict &= refuse("转授的期限超出您的授权", "This outlasts your mandate.", remedy=narrower)
    return verdict
