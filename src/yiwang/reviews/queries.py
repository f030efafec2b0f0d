"""Reading ratings: the public numbers, the public list, and the open redress of a department."""

from django.db.models import Count, Q
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.cases import api as cases
from yiwang.reviews.models import Redress, Review
from yiwang.reviews.rules.occasions import occasion_name
from yiwang.reviews.rules.scale import GOOD_FROM, STARS, TAGS
from yiwang.reviews.types import RedressView, ReviewView, Statistics
from yiwang.text import Text

_TAG_TEXTS = {slug: text for tags in TAGS.values() for slug, text in tags.items()}


def review_of(case_number: str, occasion: str = "case") -> ReviewView | None:
    """The rating of a case, or of one visit, if there is one."""
    found = (
        Review.objects.select_related("redress").filter(case_number=case_number, occasion=occasion).first()
    )
    return _view(found) if found else None


def reviews_of(case_number: str) -> tuple[ReviewView, ...]:
    """The ratings of a case and of its visits, in the order they were given."""
    rows = Review.objects.select_related("redress").filter(case_number=case_number).order_by("id")
    return tuple(_view(row) for row in rows)


def published(*, item_slug: str = "", after: int = 0, limit: int = 20) -> tuple[ReviewView, ...]:
    """The newest ratings for everybody to read, without case numbers; `after` is the last id of the page before."""
    rows = Review.objects.select_related("redress").order_by("-id")
    if item_slug:
        rows = rows.filter(item_slug=item_slug)
    if after:
        rows = rows.filter(id__lt=after)
    return tuple(_view(row, public=True) for row in rows[:limit])


def statistics(*, item_slug: str = "", department_code: str = "") -> Statistics:
    """The numbers of all ratings, of one item, or of one department."""
    rows = Review.objects.all()
    redresses = Redress.objects.all()
    if item_slug:
        rows = rows.filter(item_slug=item_slug)
        redresses = redresses.filter(review__item_slug=item_slug)
    if department_code:
        rows = rows.filter(department_code=department_code)
        redresses = redresses.filter(department_code=department_code)
    by_stars = dict.fromkeys((5, 4, 3, 2, 1), 0)
    by_stars |= {row["stars"]: row["number"] for row in rows.values("stars").annotate(number=Count("id"))}
    rated = sum(by_stars.values())
    good = sum(number for stars, number in by_stars.items() if stars >= GOOD_FROM)
    redress = redresses.aggregate(
        done=Count("id", filter=Q(state="closed")),
        late=Count("id", filter=~Q(state="closed") & Q(rectify_due__lt=timezone.now())),
    )
    whole = not item_slug and not department_code
    # Counting all cases is dear: the guide of an item, which anybody opens, does not ask for it.
    decided = cases.counts().decided if whole else 0
    return Statistics(
        rated=rated,
        by_stars=by_stars,
        satisfied_rate=good / rated if rated else None,
        bad=rated - good,
        redressed=redress["done"],
        redress_overdue=redress["late"],
        rated_share=rated / decided if decided else None,
    )


def open_redress(actor: Actor, *, limit: int = 100) -> tuple[RedressView, ...]:
    """The bad ratings that the actor's departments still have to put right, the nearest deadline first.

    Raises:
        Refused: the actor holds no post that does so.
    """
    require(actor, "reviews.redress", None)
    rows = (
        Redress.objects.select_related("review")
        .filter(department_code__in=actor.departments)
        .exclude(state="closed")
        .order_by("rectify_due", "id")
    )
    now = timezone.now()
    return tuple(
        RedressView(
            id=row.pk,
            review=_view(row.review),
            state=row.state,
            contact_due=row.contact_due,
            rectify_due=row.rectify_due,
            overdue=now > (row.contact_due if row.state == "contact" else row.rectify_due),
            true_complaint=row.true_complaint,
            measures=row.measures,
        )
        for row in rows[:limit]
    )


def _view(row: Review, *, public: bool = False) -> ReviewView:
    redress = getattr(row, "redress", None)
    return ReviewView(
        id=row.pk,
        case_number="" if public else row.case_number,
        occasion=row.occasion,
        occasion_name=occasion_name(row.occasion),
        item_slug=row.item_slug,
        item_name=Text.of(row.item_name),
        department_code=row.department_code,
        stars=row.stars,
        level=STARS[row.stars],
        tags=tuple(_TAG_TEXTS[tag] for tag in row.tags if tag in _TAG_TEXTS),
        text=row.text,
        at=row.at,
        reply=row.reply,
        redress_state=redress.state if redress else "",
    )
