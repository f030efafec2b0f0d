"""The first story of the city's unified identity: one sign-in, every application, one table of permissions."""

import secrets
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.people.models import Account

from .conftest import FIRM, PASSWORD, SYSTEM
from .test_single_sign_on import BACK, asking, consent, read, redeem

pytestmark = pytest.mark.django_db


@pytest.mark.system_part(
    "unified-identity",
    lacks="the real provincial and national authentication (a simulator stands in), face match, firms' own accounts",
)
def test_an_agent_proves_who_he_is_once_and_acts_for_his_firm_everywhere(client, resident) -> None:
    resident("head", name="赵军", resident_id="371602198501011231", mobile="13800000003")
    agent = resident("agent", name="孙丽", resident_id="371602199212120014", mobile="13800000004")
    mandate = people.grant_mandate(
        principal=people.Principal("firm", FIRM),
        agent_username="agent",
        scope=["food-business"],
        until=timezone.now() + timedelta(days=90),
        by=people.actor_of(Account.objects.get(username="head")),
    )

    client.post("/signin/", {"login": "13800000004", "password": PASSWORD})
    for name in ("不动产", "停车"):
        application = people.connect_application(name=name, redirect_uris=[BACK], public=True, by=SYSTEM)
        verifier = secrets.token_urlsafe(40)
        code = consent(client, asking(application, verifier))["code"][0]
        claims = read(client, application, redeem(Client(), application, code, verifier).json()["id_token"])
        assert (claims["name"], claims["acr"]) == ("孙丽", "yiwang:level:2")

    actor = people.actor_of(Account.objects.get(pk=agent.pk))
    firm = people.Principal("firm", FIRM)
    assert people.authority_for(actor=actor, principal=firm, matter="food-business").mandate_ids == (
        mandate.id,
    )
    with pytest.raises(people.MandateRefused):
        people.authority_for(actor=actor, principal=firm, matter="elderly-card")

    who_may = {line.verb.name: line for line in access.permissions()}
    assert who_may["people.grant-post"].roles == {"operator"}
    assert not access.may(actor, "people.grant-post", agent.pk)
    assert [entry.act for entry in ledger.trail(f"firm:{FIRM}")] == ["people.mandate-granted"]
