"""Mandates: appointing an agent, passing a mandate on, taking it back, and acting under it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.people.errors import MandateRefused
from yiwang.people.facts import MandateGranted, MandateRevoked
from yiwang.people.models import Account, Mandate
from yiwang.people.queries import chain_of, find, find_named, level, link_of, mandate_view
from yiwang.people.rules.mandates import chain_holds, may_grant
from yiwang.people.sources import firm_source
from yiwang.people.types import Authority, MandateView, Principal
from yiwang.text import Text


def grant_mandate(
    *,
    principal: Principal,
    agent_username: str,
    scope: Sequence[str],
    until: datetime,
    by: access.Actor,
    may_pass_on: bool = False,
    parent_id: int | None = None,
) -> MandateView:
    """Empower an account to act for a principal in the matters of `scope` (slugs of items, or "*").

    `by` is the person, the firm's legal representative, or with `parent_id` an agent passing a mandate on.
    Raises `MandateRefused` with every reason.
    """
    access.require(by, "people.grant-mandate")
    granter, agent = find(by.account_id or 0), find_named(agent_username)
    now = timezone.now()
    parent = _parent(parent_id, principal, by)
    name = parent.principal_name if parent else _own_name(principal, by)
    above = [link_of(link) for link in chain_of(parent)] if parent else []
    verdict = may_grant(scope=scope, until=until, at=now, above=above, to_self=agent.pk == by.account_id)
    if agent.kind != Account.Kind.RESIDENT or level(agent) < 2:
        verdict &= access.refuse(
            "代办人尚未实名",
            "The agent's identity is not verified.",
            remedy=Text("请代办人先完成实名认证。", "Have the agent verify their identity first."),
        )
    if not verdict:
        raise MandateRefused(_joined(verdict), verdict.remedy)
    with transaction.atomic():
        row = Mandate.objects.create(
            principal_kind=principal.kind,
            principal_id=principal.id,
            principal_name=name,
            agent=agent,
            scope=list(scope),
            may_pass_on=may_pass_on,
            parent=parent,
            valid_from=now,
            valid_until=until,
            granted_by=granter,
        )
        detail = {"mandate": row.pk, "agent": agent.ref, "scope": list(scope), "until": until.isoformat()}
        ledger.record("people.mandate-granted", by=by.ref, subject=principal.ref, detail=detail)
        bus.publish(MandateGranted(row.pk, principal.ref, agent.pk))
    return mandate_view(row, now)


def revoke_mandate(*, mandate_id: int, by: access.Actor) -> None:
    """Take a mandate back. Whoever granted it or a link above it may, and the agent may lay it down."""
    row = Mandate.objects.filter(pk=mandate_id, revoked_at=None).first()
    if row is None:
        raise MandateRefused(
            Text("没有这份授权，或已撤销。", "There is no such mandate, or it was revoked."),
            Text("请刷新后核对。", "Reload and check."),
        )
    may_revoke = frozenset([row.agent_id, *(link.granted_by_id for link in chain_of(row))])
    access.require(by, "people.revoke-mandate", may_revoke)
    with transaction.atomic():
        row.revoked_at, row.revoked_by = timezone.now(), by.ref
        row.save(update_fields=["revoked_at", "revoked_by"])
        subject = f"{row.principal_kind}:{row.principal_id}"
        ledger.record("people.mandate-revoked", by=by.ref, subject=subject, detail={"mandate": row.pk})
        bus.publish(MandateRevoked(row.pk, subject))


def authority_for(*, actor: access.Actor, principal: Principal, matter: str) -> Authority:
    """On what ground `actor` may act for `principal` in `matter`; raises `MandateRefused` if on none."""
    if principal.kind == "person" and actor.person_id and actor.person_id == principal.id:
        return Authority("self", principal)
    refusal = access.refuse(
        "没有代办授权",
        "You hold no mandate for this principal.",
        remedy=Text("请委托人在“我的账号”中授权。", "Have the principal appoint you under “My account”."),
    )
    rows = Mandate.objects.filter(
        agent_id=actor.account_id, principal_kind=principal.kind, principal_id=principal.id
    )
    for row in rows.order_by("-id"):
        chain = chain_of(row)
        verdict = chain_holds([link_of(link) for link in chain], timezone.now(), matter)
        if verdict:
            known = Principal(principal.kind, principal.id, row.principal_name)
            return Authority("mandate", known, tuple(link.pk for link in chain))
        refusal = verdict
    if principal.kind == "firm" and actor.person_id:
        answer = firm_source().representative(
            credit_code=principal.id, person_id=actor.person_id, by=actor.ref
        )
        if answer.is_representative:
            return Authority("representative", Principal("firm", principal.id, answer.name))
    raise MandateRefused(_joined(refusal), refusal.remedy)


def _parent(parent_id: int | None, principal: Principal, by: access.Actor) -> Mandate | None:
    if parent_id is None:
        return None
    parent = Mandate.objects.filter(
        pk=parent_id, agent_id=by.account_id, principal_kind=principal.kind, principal_id=principal.id
    ).first()
    if parent is None:
        raise MandateRefused(
            Text("您没有可转授的授权。", "You hold no such mandate to pass on."),
            Text("请核对授权编号。", "Check the number of the mandate."),
        )
    return parent


def _own_name(principal: Principal, by: access.Actor) -> str:
    """The principal's name, once it is sure that `by` speaks for the principal in person."""
    if principal.kind == "person":
        if by.person_id and by.person_id == principal.id:
            return by.name
        raise MandateRefused(
            Text("只能由本人授权。", "Only the person may appoint an agent."),
            Text("请委托人用本人账号授权。", "Have the principal do it from their own account."),
        )
    answer = firm_source().representative(credit_code=principal.id, person_id=by.person_id, by=by.ref)
    if not answer.is_representative:
        raise MandateRefused(
            Text("您不是该企业登记的法定代表人。", "The register does not name you as its representative."),
            Text("请由法定代表人授权。", "Have the legal representative appoint the agent."),
        )
    return answer.name


def _joined(verdict: access.Verdict) -> Text:
    return Text(
        "；".join(reason.zh for reason in verdict.reasons) + "。",
        " ".join(reason.en for reason in verdict.reasons),
    )
