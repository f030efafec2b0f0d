"""Many hands at the same moment: one of them does it, the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from tests.support import cast

from yiwang.cases import api as cases
from yiwang.cases.models import Act, Case
from yiwang.certificates.models import Certificate
from yiwang.errors import YiwangError
from yiwang.reviews import api as reviews
from yiwang.reviews.models import Redress, Review
from yiwang.text import Text


def at_once(*tries: Callable[[], object]) -> list[str]:
    """What became of each: "done", or the code of its refusal."""
    together = Barrier(len(tries))

    def run(one: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            together.wait(20)
            one()
        except YiwangError as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(run, tries))


def test_a_case_is_approved_or_refused_or_withdrawn_and_only_one_of_them(city: str) -> None:
    agent, approver = cast.actor("agent"), cast.actor("approver")
    number = cases.submit(
        actor=agent, item_slug="food-business-licence", applicant=cast.firm(), data=cast.restaurant_form(),
        transaction_id="f-1",
    ).number  # fmt: skip
    cases.accept(actor=cast.actor("clerk"), number=number, transaction_id="a-1")
    for step, outcome in (("inspect", "pass"), ("review", "agree")):
        cases.finish_step(actor=approver, number=number, step=step, outcome=outcome, transaction_id=step)

    def decide(outcome: str, click: str) -> Callable[[], object]:
        return lambda: cases.decide(
            actor=approver,
            number=number,
            outcome=outcome,
            reasons=[Text("理由", "why")],
            transaction_id=click,
        )

    def withdraw(click: str) -> Callable[[], object]:
        return lambda: cases.withdraw(actor=agent, number=number, reason="", transaction_id=click)

    told = at_once(decide("approve", "d-1"), decide("refuse", "d-2"), withdraw("w-1"), withdraw("w-2"))
    assert sorted(told) == ["cases.not-waiting"] * 3 + ["done"]
    assert Act.objects.filter(kind__in=["decided", "withdrawn"]).count() == 1
    assert Certificate.objects.count() == (Case.objects.get(number=number).state == "approved")


def test_a_rating_and_each_step_of_its_redress_happen_once(city: str) -> None:
    elder, approver = cast.person("elder"), cast.actor("approver-civil")
    number = cases.submit(
        actor=elder.actor, item_slug="elderly-card", applicant=elder.applicant, data=cast.card_form(elder),
        transaction_id="e-1",
    ).number  # fmt: skip

    def rate(click: str) -> Callable[[], object]:
        return lambda: reviews.rate(
            actor=elder.actor, case_number=number, stars=1, text="排队太久", transaction_id=click
        )

    assert sorted(at_once(*(rate(f"r-{n}") for n in range(4)))).count("done") == 1
    redress = Redress.objects.get(review=Review.objects.get())

    def contact() -> None:
        reviews.contact(actor=approver, redress_id=redress.pk, true_complaint=True, finding="属实")

    assert sorted(at_once(*[contact] * 4)).count("done") == 1
