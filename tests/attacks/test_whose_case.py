"""Cases and certificates in the wrong hands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.support import cast

from yiwang.cases import api as cases
from yiwang.people import api as people
from yiwang.people.models import Mandate

ITEM, CARD = "food-business-licence", "elderly-card"


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


def signed_in(username: str) -> Client:
    """A browser of a member of staff who passed both steps."""
    client = Client()
    password = {"login": username, "password": people.sample_password()}
    assert client.post("/staff/signin/", password).status_code == 302
    code = {"code": people.sample_code(username)}
    assert client.post("/signin/second-step/", code).status_code == 302
    return client


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


def test_a_clerk_gives_nobody_another_name_while_the_register_answers(city: str) -> None:
    elder = cast.person("elder").applicant
    client = signed_in("clerk")
    answer = client.post(
        f"/window/new/{CARD}/", {"kind": "person", "number": elder.id_number, "name": "冒名者"}
    )
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert elder.name in page
    assert "冒名者" not in page


def test_an_office_cannot_use_up_the_click_of_the_law(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    number = cases.submit(
        actor=cast.actor("agent"),
        item_slug=ITEM,
        applicant=cast.firm(),
        data=cast.restaurant_form(),
        transaction_id="t-1",
    ).number
    clerk = cast.actor("clerk")
    cases.ask_correction(actor=clerk, number=number, items=["还差一份"], transaction_id=f"deemed-{number}")
    cases.finish_step(
        actor=cast.actor("agent"), number=number, step="correct", outcome="corrected", transaction_id="c-1"
    )
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=30))
    assert cases.deem_accepted() == (number,)
    assert cases.case(number, clerk).accepted_at is not None
