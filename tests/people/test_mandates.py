"""Mandates: acting for a person or a firm, down a chain that expires."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.people.models import Account, Mandate

from .conftest import FIRM

pytestmark = pytest.mark.django_db
THE_FIRM = people.Principal("firm", FIRM)


def own(row: Account) -> access.Actor:
    return people.actor_of(Account.objects.get(pk=row.pk))


def soon(days: int = 30):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def cast(resident):
    return {
        "wang": resident("wang", name="王桂兰", resident_id="37160219490904002X"),
        "liu": resident("liu", name="刘强", resident_id="371602199003070073"),
        "head": resident("head", name="赵军", resident_id=next_id("赵军")),
        "agent": resident("agent", name="孙丽", resident_id=next_id("孙丽")),
        "nobody": resident("nobody"),
    }


def next_id(name: str) -> str:
    from .conftest import FakeRegisters

    return next(number for number, (known, _) in FakeRegisters().known.items() if known == name)


def test_everybody_acts_for_themselves_and_for_nobody_else(cast) -> None:
    wang = people.Principal("person", "p-1")
    assert (
        people.authority_for(actor=own(cast["wang"]), principal=wang, matter="elderly-card").ground == "self"
    )
    for other in ("liu", "nobody"):
        with pytest.raises(people.MandateRefused) as caught:
            people.authority_for(actor=own(cast[other]), principal=wang, matter="elderly-card")
        assert caught.value.remedy.en


def test_a_person_appoints_an_agent_for_named_matters(cast) -> None:
    wang = people.Principal("person", "p-1", "王桂兰")
    people.grant_mandate(
        principal=wang, agent_username="liu", scope=["elderly-card"], until=soon(), by=own(cast["wang"])
    )
    authority = people.authority_for(actor=own(cast["liu"]), principal=wang, matter="elderly-card")
    assert authority.ground == "mandate"
    assert authority.principal.name == "王桂兰"
    with pytest.raises(people.MandateRefused) as caught:
        people.authority_for(actor=own(cast["liu"]), principal=wang, matter="food-business")
    assert "范围" in caught.value.message.zh
    assert "people.mandate-granted" in {entry.act for entry in ledger.trail("person:p-1")}


def test_an_expired_mandate_gives_nothing(cast) -> None:
    wang = people.Principal("person", "p-1")
    people.grant_mandate(
        principal=wang, agent_username="liu", scope=["*"], until=soon(), by=own(cast["wang"])
    )
    past = timezone.now() - timedelta(days=2)
    Mandate.objects.update(valid_from=past, valid_until=past + timedelta(days=1))
    with pytest.raises(people.MandateRefused) as caught:
        people.authority_for(actor=own(cast["liu"]), principal=wang, matter="elderly-card")
    assert "到期" in caught.value.message.zh
    assert people.mandates_of(cast["liu"].pk) == []
    assert people.mandates_given(cast["wang"].pk)[0].why_not.zh == "授权已到期"


def test_only_the_legal_representative_speaks_for_a_firm(cast) -> None:
    authority = people.authority_for(actor=own(cast["head"]), principal=THE_FIRM, matter="food-business")
    assert authority.ground == "representative"
    with pytest.raises(people.MandateRefused):
        people.grant_mandate(
            principal=THE_FIRM, agent_username="agent", scope=["*"], until=soon(), by=own(cast["liu"])
        )
    people.grant_mandate(
        principal=THE_FIRM, agent_username="agent", scope=["*"], until=soon(), by=own(cast["head"])
    )
    held = people.authority_for(actor=own(cast["agent"]), principal=THE_FIRM, matter="food-business")
    assert held.principal.name == "滨州好味道餐饮有限公司"


def test_a_chain_breaks_at_whichever_link_is_revoked(cast) -> None:
    first = people.grant_mandate(
        principal=THE_FIRM,
        agent_username="agent",
        scope=["*"],
        until=soon(),
        may_pass_on=True,
        by=own(cast["head"]),
    )
    second = people.grant_mandate(
        principal=THE_FIRM,
        agent_username="liu",
        scope=["food-business"],
        until=soon(10),
        parent_id=first.id,
        by=own(cast["agent"]),
    )
    assert second.depth == 2
    authority = people.authority_for(actor=own(cast["liu"]), principal=THE_FIRM, matter="food-business")
    assert authority.mandate_ids == (first.id, second.id)
    people.revoke_mandate(mandate_id=first.id, by=own(cast["head"]))
    with pytest.raises(people.MandateRefused):
        people.authority_for(actor=own(cast["liu"]), principal=THE_FIRM, matter="food-business")


def test_nobody_passes_on_what_they_do_not_hold(cast) -> None:
    first = people.grant_mandate(
        principal=THE_FIRM, agent_username="agent", scope=["*"], until=soon(), by=own(cast["head"])
    )
    for who in ("agent", "liu"):
        with pytest.raises(people.MandateRefused):
            people.grant_mandate(
                principal=THE_FIRM,
                agent_username="wang",
                scope=["*"],
                until=soon(1),
                parent_id=first.id,
                by=own(cast[who]),
            )


def test_an_agent_must_be_a_verified_resident(cast, staff) -> None:
    staff("li")
    for username in ("nobody", "li"):
        with pytest.raises(people.MandateRefused) as caught:
            people.grant_mandate(
                principal=THE_FIRM, agent_username=username, scope=["*"], until=soon(), by=own(cast["head"])
            )
        assert "实名" in caught.value.message.zh


def test_a_stranger_cannot_revoke_and_the_agent_may_lay_it_down(cast) -> None:
    given = people.grant_mandate(
        principal=THE_FIRM, agent_username="agent", scope=["*"], until=soon(), by=own(cast["head"])
    )
    with pytest.raises(access.Refused):
        people.revoke_mandate(mandate_id=given.id, by=own(cast["liu"]))
    people.revoke_mandate(mandate_id=given.id, by=own(cast["agent"]))
    assert people.mandates_of(cast["agent"].pk) == []


def test_an_unverified_account_appoints_nobody(cast) -> None:
    with pytest.raises(access.Refused):
        people.grant_mandate(
            principal=people.Principal("person", ""),
            agent_username="liu",
            scope=["*"],
            until=soon(),
            by=own(cast["nobody"]),
        )
