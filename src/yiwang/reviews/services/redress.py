"""Putting a bad rating right: reach the person, put it right, ask again."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.reviews.errors import WrongTurn
from yiwang.reviews.facts import BadReviewRedressed
from yiwang.reviews.models import Redress
from yiwang.reviews.permissions import RedressSubject


def contact(*, actor: Actor, redress_id: int, true_complaint: bool, finding: str) -> None:
    """The person was reached and the complaint looked into. Raises Refused, WrongTurn."""

    def write(redress: Redress) -> None:
        redress.state = "rectify" if true_complaint else "revisit"
        redress.contacted_at = timezone.now()
        redress.true_complaint = true_complaint
        redress.finding = finding[:1000]

    _step(actor, redress_id, "contact", write)


def rectify(*, actor: Actor, redress_id: int, measures: str, reply: str) -> None:
    """What was done about it, and the answer that the person and the public read. Raises Refused, WrongTurn."""

    def write(redress: Redress) -> None:
        redress.state = "revisit"
        redress.rectified_at = timezone.now()
        redress.measures = measures[:1000]
        redress.review.reply = reply[:1000]
        redress.review.save(update_fields=["reply"])

    _step(actor, redress_id, "rectify", write)


def revisit(*, actor: Actor, redress_id: int, satisfied: bool) -> None:
    """The person was asked again. Not satisfied: it goes back to be put right. Raises Refused, WrongTurn."""

    def write(redress: Redress) -> None:
        redress.revisited_at = timezone.now()
        redress.satisfied = satisfied
        redress.state = "closed" if satisfied or redress.true_complaint is False else "rectify"
        if redress.state == "closed":
            bus.publish(
                BadReviewRedressed(
                    review_id=redress.review.pk, case_number=redress.review.case_number, satisfied=satisfied
                )
            )

    _step(actor, redress_id, "revisit", write)


def _step(actor: Actor, redress_id: int, expected: str, write: Callable[[Redress], None]) -> None:
    with transaction.atomic():
        redress = (
            Redress.objects.select_for_update(of=("self",))
            .select_related("review")
            .filter(pk=redress_id)
            .first()
        )
        if redress is None:
            raise WrongTurn
        require(actor, "reviews.redress", RedressSubject(redress.department_code))
        if redress.state != expected:
            raise WrongTurn
        write(redress)
        redress.save()
        ledger.record(
            f"reviews.{expected}",
            by=actor.ref,
            subject=f"case:{redress.review.case_number}",
            detail={"state": redress.state},
        )
