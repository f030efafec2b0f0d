"""A department says what it needs of another's resource; the owner answers in time, and it is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.catalogue.conftest import CIVIL, CIVIL_OFFICER, CLERK, COUNTY_OFFICER, OFFICER, POLICE, STEWARD

from yiwang.access.api import Actor, Refused
from yiwang.catalogue import api as catalogue
from yiwang.catalogue.models import Demand

pytestmark = pytest.mark.django_db


def ask(actor: Actor = CIVIL_OFFICER, number: str = "d-1", **more: object) -> catalogue.DemandView:
    wanted = {
        "department": CIVIL, "purpose": "低保资格核对", "items": ["resident_id", "name"], "basis": "《社会救助暂行办法》",
    } | more  # fmt: skip
    return catalogue.state_demand("police-household", actor=actor, transaction_id=number, **wanted)  # type: ignore[arg-type]


def test_stated_answered_fulfilled_and_counted(household: catalogue.ResourceView) -> None:
    demand = ask()
    assert ask().id == demand.id, "a form sent twice is one demand"
    assert (demand.owner, demand.state) == (POLICE, "open")
    assert demand.due_at > demand.stated_at + timedelta(days=9)
    with pytest.raises(Refused):
        catalogue.answer_demand(demand.id, agree=True, answer="", actor=CIVIL_OFFICER)
    with pytest.raises(catalogue.StillUsed):
        catalogue.retire(household.slug, reason="下线", actor=STEWARD)
    assert catalogue.answer_demand(demand.id, agree=True, answer="同意", actor=OFFICER).state == "agreed"
    with pytest.raises(catalogue.WrongTurn):
        catalogue.answer_demand(demand.id, agree=False, answer="不行", actor=OFFICER)
    assert catalogue.fulfil_demand(demand.id, note="已开通接口", actor=OFFICER).state == "fulfilled"
    now = timezone.now()
    (count,) = catalogue.demand_statistics(now - timedelta(days=1), now + timedelta(days=1))
    assert (count.owner, count.stated, count.fulfilled, count.overdue) == (POLICE, 1, 1, 0)


def test_a_demand_says_what_for_which_and_why(household: catalogue.ResourceView) -> None:
    for lacking in ({"purpose": " "}, {"basis": ""}, {"items": []}):
        with pytest.raises(catalogue.BadDemand):
            ask(**lacking)
    with pytest.raises(catalogue.UnknownField):
        ask(items=["nothing"])
    with pytest.raises(catalogue.WrongTurn):
        ask(OFFICER, department=POLICE)
    with pytest.raises(Refused):
        ask(CLERK)
    with pytest.raises(Refused):
        ask(COUNTY_OFFICER)


def test_a_refusal_says_why_and_an_answer_that_does_not_come_is_overdue(
    household: catalogue.ResourceView,
) -> None:
    demand = ask()
    with pytest.raises(catalogue.SayWhy):
        catalogue.answer_demand(demand.id, agree=False, answer=" ", actor=OFFICER)
    Demand.objects.update(due_at=timezone.now() - timedelta(days=1))
    (late,), _ = catalogue.demands(OFFICER)
    assert late.overdue
    now = timezone.now()
    assert catalogue.demand_statistics(now - timedelta(days=1), now)[0].overdue == 1


def test_only_both_sides_and_the_bureau_see_a_demand(household: catalogue.ResourceView) -> None:
    ask()
    for reader, number in ((OFFICER, 1), (CIVIL_OFFICER, 1), (STEWARD, 1), (COUNTY_OFFICER, 0)):
        assert len(catalogue.demands(reader)[0]) == number
    with pytest.raises(Refused):
        catalogue.demands(CLERK)
