"""Reading candidates."""

from yiwang.access.api import Actor, require
from yiwang.quality.definitions import restored
from yiwang.quality.models import Candidate
from yiwang.quality.permissions import sees_all
from yiwang.quality.types import CandidatePage, CandidateView
from yiwang.text import Text


def candidates(
    actor: Actor, *, resource: str = "", state: str = "open", after: int = 0, limit: int = 50
) -> CandidatePage:
    """One page of candidates that the actor may see, the oldest first. Raises Refused."""
    require(actor, "quality.read", None)
    rows = Candidate.objects.filter(state=state, id__gt=after).order_by("id")
    if not sees_all(actor):
        rows = rows.filter(department__in=actor.departments)
    if resource:
        rows = rows.filter(resource=resource)
    found = list(rows[: limit + 1])
    return CandidatePage(
        tuple(view(row) for row in found[:limit]), found[limit - 1].pk if len(found) > limit else 0
    )


def view(row: Candidate) -> CandidateView:
    """A row as others see it."""
    return CandidateView(
        id=row.pk,
        resource=row.resource,
        department=row.department,
        rule=restored(row.definition, "mined"),
        evidence=Text.of(row.evidence),
        support=row.support,
        state=row.state,
        mined_at=row.mined_at,
    )
