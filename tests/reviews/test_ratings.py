"""好差评: once a service, by whom it served, and a bad one starts a clock."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.support import cast

from yiwang.access.api import Refused
from yiwang.cases import api as cases
from yiwang.reviews import api as reviews
from yiwang.reviews.models import Review


@pytest.fixture
def served_case(city: str) -> str:
    """A case of the elder's that was decided."""
    elder = cast.person("elder")
    return cases.submit(
        actor=elder.actor,
        item_slug="elderly-card",
        applicant=elder.applicant,
        data=cast.card_form(elder),
        transaction_id="t-1",
    ).number


def rate(number: str, stars: int, **more: Any) -> int:
    wanted: dict[str, Any] = {
        "actor": cast.actor("elder"),
        "case_number": number,
        "stars": stars,
        "transaction_id": "r-1",
    }
    return reviews.rate(**(wanted | more))


def test_a_case_is_rated_once(served_case: str) -> None:
    first = rate(served_case, 5, tags=["quick"])
    assert rate(served_case, 5, tags=["quick"]) == first
    with pytest.raises(reviews.AlreadyRated):
        rate(served_case, 1, text="改主意了", transaction_id="r-2")
    assert Review.objects.count() == 1


def test_only_whoever_was_served_may_rate(served_case: str) -> None:
    with pytest.raises(cases.NoSuchCase):
        rate(served_case, 1, actor=cast.actor("younger"), text="与我无关")
    with pytest.raises(Refused):
        rate(served_case, 5, actor=cast.actor("approver-civil"))


def test_nothing_can_be_rated_before_there_is_a_result(city: str) -> None:
    number = cases.submit(
        actor=cast.actor("agent"), item_slug="food-business-licence", applicant=cast.firm(),
        data=cast.restaurant_form(), transaction_id="t-1",
    ).number  # fmt: skip
    with pytest.raises(reviews.NotServedYet):
        rate(number, 5, actor=cast.actor("agent"))


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_five_levels_and_no_others(served_case: str, stars: int) -> None:
    with pytest.raises(reviews.BadRating):
        rate(served_case, stars)


@pytest.mark.parametrize("stars", [1, 2])
def test_a_bad_rating_must_say_why(served_case: str, stars: int) -> None:
    with pytest.raises(reviews.SayWhy):
        rate(served_case, stars)
    assert rate(served_case, stars, tags=["late"])


def test_a_bad_rating_is_put_right_by_a_clock_and_the_person_asked_again(served_case: str) -> None:
    rate(served_case, 1, text="等了很久")
    handler = cast.actor("approver-civil")
    [redress] = reviews.open_redress(handler)
    assert redress.state == "contact"
    zone = ZoneInfo("Asia/Shanghai")
    given_on = datetime.now(zone).date()
    assert (
        given_on < redress.contact_due.astimezone(zone).date() <= redress.rectify_due.astimezone(zone).date()
    )
    reviews.contact(actor=handler, redress_id=redress.id, true_complaint=True, finding="系统缓慢")
    with pytest.raises(reviews.WrongTurn):
        reviews.contact(actor=handler, redress_id=redress.id, true_complaint=True, finding="再次")
    reviews.rectify(actor=handler, redress_id=redress.id, measures="扩容", reply="已扩容,向您致歉。")
    reviews.revisit(actor=handler, redress_id=redress.id, satisfied=False)
    assert reviews.open_redress(handler)[0].state == "rectify"
    reviews.rectify(actor=handler, redress_id=redress.id, measures="再扩容", reply="已再次扩容。")
    reviews.revisit(actor=handler, redress_id=redress.id, satisfied=True)
    assert reviews.open_redress(handler) == ()
    numbers = reviews.statistics()
    assert (numbers.rated, numbers.bad, numbers.redressed, numbers.satisfied_rate) == (1, 1, 1, 0.0)


def test_another_bureau_does_not_handle_it(served_case: str) -> None:
    rate(served_case, 2, tags=["rude"])
    outsider = cast.actor("approver-education")
    assert reviews.open_redress(outsider) == ()
    [redress] = reviews.open_redress(cast.actor("approver-civil"))
    with pytest.raises(Refused):
        reviews.contact(actor=outsider, redress_id=redress.id, true_complaint=False, finding="")


def test_the_public_reads_ratings_without_case_numbers(served_case: str) -> None:
    rate(served_case, 4, tags=["kind"])
    [public] = reviews.published(item_slug="elderly-card")
    assert public.case_number == ""
    assert public.stars == 4
    assert reviews.review_of(served_case).case_number == served_case  # type: ignore[union-attr]


@given(stars=some.sampled_from(sorted(reviews.STARS)))
def test_the_two_interfaces_count_in_opposite_directions(stars: int) -> None:
    assert int(reviews.as_gbt_39046(stars)) + int(reviews.as_national(stars)) == 6
    assert reviews.is_bad(stars) == (int(reviews.as_gbt_39046(stars)) > 3)
