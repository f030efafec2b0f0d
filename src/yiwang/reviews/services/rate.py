"""Rating a service."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.calendar.api import current_calendar
from yiwang.cases import api as cases
from yiwang.ledger import api as ledger
from yiwang.reviews.errors import AlreadyRated, BadRating, NotServedYet, SayWhy
from yiwang.reviews.facts import ReviewGiven
from yiwang.reviews.models import Redress, Review
from yiwang.reviews.rules.occasions import WHOLE, occasion_name
from yiwang.reviews.rules.redress import deadlines
from yiwang.reviews.rules.scale import STARS, is_bad, tags_for
from yiwang.text import Text


def rate(
    *,
    actor: Actor,
    case_number: str,
    stars: int,
    tags: Sequence[str] = (),
    text: str = "",
    occasion: str = WHOLE,
    channel: str = "portal",
    transaction_id: str,
) -> int:
    """Rate a case, or one visit to a window, once. Returns the review's id; a repeated `transaction_id` gives the same.

    Raises:
        cases.NoSuchCase: not the actor's case. NotServedYet, AlreadyRated, BadRating, SayWhy.
    """
    require(actor, "reviews.rate", None)
    case = cases.case(case_number, actor)
    if stars not in STARS:
        raise BadRating
    if occasion not in occasions(case, actor):
        raise NotServedYet
    known = [tag for tag in tags if tag in tags_for(stars)]
    if is_bad(stars) and not known and not text.strip():
        raise SayWhy
    try:
        with transaction.atomic():
            return _write(actor, case, stars, known, text.strip(), occasion, channel, transaction_id)
    except IntegrityError:
        standing = Review.objects.filter(case_number=case_number, occasion=occasion).first()
        if standing and standing.by_ref == actor.ref and standing.transaction_id == transaction_id:
            return standing.pk
        raise AlreadyRated from None


def occasions(case: cases.CaseView, actor: Actor) -> tuple[str, ...]:
    """What of a case may be rated now: the whole once it is decided or closed, and each visit to a window."""
    found = [WHOLE] if case.closed or case.outcome else []
    visits = sum(line.at_window for line in cases.timeline(case.number, actor))
    return (*found, *(f"visit-{number}" for number in range(1, visits + 1)))


def unrated(case: cases.CaseView, actor: Actor) -> tuple[tuple[str, Text], ...]:
    """The occasions of a case that may be rated now and have not been, each with its name."""
    done = set(Review.objects.filter(case_number=case.number).values_list("occasion", flat=True))
    return tuple((one, occasion_name(one)) for one in occasions(case, actor) if one not in done)


def _write(
    actor: Actor,
    case: cases.CaseView,
    stars: int,
    tags: list[str],
    text: str,
    occasion: str,
    channel: str,
    transaction_id: str,
) -> int:
    now = timezone.now()
    review = Review.objects.create(
        case_number=case.number,
        occasion=occasion,
        item_slug=case.item_slug,
        item_name=case.row.item_name.as_dict(),
        department_code=case.row.department_code,
        area_code=case.area_code,
        stars=stars,
        tags=tags,
        text=text[:1000],
        channel=channel,
        by_ref=actor.ref,
        transaction_id=transaction_id,
        at=now,
    )
    if is_bad(stars):
        contact_due, rectify_due = deadlines(now, current_calendar())
        Redress.objects.create(
            review=review,
            department_code=review.department_code,
            contact_due=contact_due,
            rectify_due=rectify_due,
        )
    ledger.record(
        "reviews.given",
        by=actor.ref,
        subject=f"case:{case.number}",
        detail={"stars": stars, "occasion": occasion},
    )
    bus.publish(
        ReviewGiven(review_id=review.pk, case_number=case.number, item_slug=case.item_slug, stars=stars)
    )
    return review.pk
