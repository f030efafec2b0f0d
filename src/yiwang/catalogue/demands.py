"""Reading demands for sharing."""

from datetime import datetime

from django.db.models import Count, F, Q
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue.models import Demand
from yiwang.catalogue.types import DemandCount, DemandView
from yiwang.text import Text

DEMAND_STATES = {
    "open": Text("待答复", "Waits for an answer"),
    "agreed": Text("已同意", "Agreed"),
    "refused": Text("不同意", "Refused"),
    "fulfilled": Text("已满足", "Fulfilled"),
}


def demand_view(row: Demand) -> DemandView:
    """A row as others see it; its entry must be loaded with it."""
    return DemandView(
        id=row.pk,
        slug=row.entry.slug,
        name=Text.of(row.entry.card["name"]),
        owner=row.owner,
        department=row.department,
        purpose=row.purpose,
        items=tuple(row.items),
        basis=row.basis,
        state=row.state,
        answer=row.answer,
        stated_by=row.stated_by,
        stated_at=row.stated_at,
        due_at=row.due_at,
        answered_at=row.answered_at,
        fulfilled_at=row.fulfilled_at,
        overdue=(row.answered_at or timezone.now()) > row.due_at,
    )


def demands(
    actor: Actor, *, slug: str = "", state: str = "", after: int = 0, limit: int = 50
) -> tuple[tuple[DemandView, ...], int]:
    """Demands by number, newest first, and where the next page begins (0 at the end).

    A department sees those it stated and those it must answer; steward, operator, auditor and leader see all.
    Raises Refused.
    """
    require(actor, "catalogue.read", None)
    rows = Demand.objects.select_related("entry").order_by("-id")
    if actor.kind != "system" and not actor.role_slugs & {"data-steward", "operator", "auditor", "leader"}:
        rows = rows.filter(Q(owner__in=actor.departments) | Q(department__in=actor.departments))
    if slug:
        rows = rows.filter(entry__slug=slug)
    if state in DEMAND_STATES:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: limit + 1])
    return tuple(demand_view(row) for row in found[:limit]), (
        found[limit - 1].pk if len(found) > limit else 0
    )


def demand_statistics(since: datetime, until: datetime) -> tuple[DemandCount, ...]:
    """How demands stated in a period went, by owner: in one query."""
    now = timezone.now()
    late = Q(answered_at=None, due_at__lt=now) | Q(answered_at__gt=F("due_at"))
    rows = (
        Demand.objects.filter(stated_at__gte=since, stated_at__lt=until)
        .order_by("owner")
        .values("owner")
        .annotate(
            stated=Count("id"),
            agreed=Count("id", filter=Q(state="agreed")),
            refused=Count("id", filter=Q(state="refused")),
            fulfilled=Count("id", filter=Q(state="fulfilled")),
            overdue=Count("id", filter=late),
        )
    )
    return tuple(DemandCount(**row) for row in rows)
