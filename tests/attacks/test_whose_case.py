"""Cases and certificates in the wrong hands."""

import pytest
from tests.support import cast

from yiwang.cases import api as cases
from yiwang.people import api as people
from yiwang.people.models import Mandate

ITEM = "food-business-licence"


def test_an_agent_who_was_dismissed_sees_and_does_nothing_more(city: str) -> None:
    agent, representative = cast.actor("agent"), cast.actor("representative")
    number = cases.submit(
        actor=agent, item_slug=ITEM, applicant=cast.firm(), data=cast.restaurant_form(), transaction_id="t-1"
    ).number
    assert cases.case(number, agent).state == "submitted"
    mandate = Mandate.objects.get(agent_id=agent.account_id, principal_kind="firm")
    people.revoke_mandate(mandate_id=mandate.pk, by=representative)
    with pytest.raises(cases.NoSuchCase):
        cases.case(number, agent)
    with pytest.raises(cases.NoSuchCase):
        cases.timeline(number, agent)
    with pytest.raises(cases.NoSuchCase):
        cases.withdraw(actor=agent, number=number, reason="", transaction_id="w-1")
    assert cases.case(number, representative).state == "submitted"
