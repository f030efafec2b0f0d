"""Reading: findings, files that left, terms and destructions, chiefs and how they did."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.stewardship.errors import NothingThere
from yiwang.stewardship.models import (
    Appointment,
    Archive,
    Destruction,
    ExportRequest,
    Finding,
    Hold,
    Performance,
    Todo,
)
from yiwang.stewardship.reading import (
    archive_view,
    chief_view,
    destruction_view,
    export_view,
    finding_view,
    hold_view,
    performance_view,
    todo_view,
)
from yiwang.stewardship.terms import terms as all_terms
from yiwang.stewardship.types import (
    ArchiveView,
    ChiefView,
    Coverage,
    DestructionView,
    ExportView,
    FindingView,
    HoldView,
    PerformanceView,
    Term,
    TodoView,
)
from yiwang.tickets import api as tickets

_A_YEAR = timedelta(days=366)
#: Posts that see every unit; a chief sees the own one.
_EVERYWHERE = frozenset({"data-steward", "auditor", "leader"})


def sees_all(actor: Actor) -> bool:
    """Whether every unit is open to the actor."""
    return actor.kind == "system" or bool(actor.role_slugs & _EVERYWHERE)


def own_units(actor: Actor) -> tuple[str, ...]:
    """The units whose data chief the actor is."""
    return tuple(sorted(role.department for role in actor.roles if role.slug == "data-chief"))


def findings(
    actor: Actor, *, state: str = "open", after: int = 0, limit: int = 50
) -> tuple[tuple[FindingView, ...], int]:
    """Findings, newest first, and where the next page begins (0 at the end). Raises Refused."""
    require(actor, "stewardship.see", None)
    rows = Finding.objects.order_by("-id")
    if not sees_all(actor):
        rows = rows.filter(department__in=own_units(actor))
    if state:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(id__lt=after)
    found = list(rows[: limit + 1])
    return tuple(finding_view(row) for row in found[:limit]), found[limit - 1].pk if len(found) > limit else 0


def exports(actor: Actor, *, after: int = 0, limit: int = 50) -> tuple[tuple[ExportView, ...], int]:
    """Requests, newest first: all for stewards and auditors, else one's own and those about the own unit's data.

    Raises Refused.
    """
    rows = ExportRequest.objects.defer("row_marks").order_by("-id")
    if not sees_all(actor):
        require(actor, "stewardship.ask-export", None)
        rows = rows.filter(asked_by=actor.ref) | rows.filter(department__in=own_units(actor))
    if after:
        rows = rows.filter(id__lt=after)
    found = list(rows[: limit + 1])
    return tuple(export_view(row) for row in found[:limit]), found[limit - 1].pk if len(found) > limit else 0


def export(export_id: int, actor: Actor) -> ExportView:
    """One request. Raises NothingThere also for those who must not see it."""
    row = ExportRequest.objects.defer("row_marks").filter(pk=export_id).first()
    if row is None or not (
        sees_all(actor) or row.asked_by == actor.ref or row.department in own_units(actor)
    ):
        raise NothingThere
    return export_view(row)


def terms(actor: Actor, *, due_only: bool = False) -> tuple[Term, ...]:
    """Every partition with its terms, those that are due first. Raises Refused."""
    require(actor, "stewardship.see", None)
    today = timezone.localdate()
    found = [
        one
        for one in all_terms()
        if (sees_all(actor) or one.department in own_units(actor)) and (not due_only or one.due(today))
    ]
    last = timezone.localdate().max
    return tuple(sorted(found, key=lambda one: (one.due_on or last, one.resource, one.key)))


def holds(actor: Actor) -> tuple[HoldView, ...]:
    """The legal holds that stand. Raises Refused."""
    require(actor, "stewardship.see", None)
    return tuple(hold_view(row) for row in Hold.objects.filter(lifted_at=None).order_by("-id"))


def archives(actor: Actor, *, limit: int = 100) -> tuple[ArchiveView, ...]:
    """What lies in the archive place, newest first. Raises Refused."""
    require(actor, "stewardship.see", None)
    return tuple(archive_view(row) for row in Archive.objects.filter(gone_at=None).order_by("-id")[:limit])


def destructions(actor: Actor, *, limit: int = 100) -> tuple[DestructionView, ...]:
    """Destructions, newest first. Raises Refused."""
    require(actor, "stewardship.see", None)
    rows = Destruction.objects.order_by("-id")
    if not sees_all(actor):
        rows = rows.filter(department__in=own_units(actor))
    return tuple(destruction_view(row) for row in rows[:limit])


def destruction(destruction_id: int, actor: Actor) -> DestructionView:
    """One destruction. Raises Refused, NothingThere."""
    require(actor, "stewardship.see", None)
    row = Destruction.objects.filter(pk=destruction_id).first()
    if row is None or not (sees_all(actor) or row.department in own_units(actor)):
        raise NothingThere
    return destruction_view(row)


def chiefs(actor: Actor, *, department: str = "", ended: bool = False) -> tuple[ChiefView, ...]:
    """The chiefs that stand (or all there were), by unit. Raises Refused."""
    require(actor, "stewardship.see", None)
    rows = Appointment.objects.order_by("department", "-id")
    if department:
        rows = rows.filter(department=department)
    if not ended:
        rows = rows.filter(ended_on=None)
    return tuple(chief_view(row) for row in rows)


def coverage(actor: Actor) -> Coverage:
    """Which units that bring data have a chief. Raises Refused."""
    require(actor, "stewardship.see", None)
    units, after = set(), ""
    while True:
        page = catalogue.resources(after=after, limit=500)
        units |= {row.department for row in page.rows}
        if not page.next:
            break
        after = page.next
    named = set(Appointment.objects.filter(ended_on=None).values_list("department", flat=True))
    return Coverage(len(units), len(units & named), tuple(sorted(units - named)))


def todos(actor: Actor, department: str, *, limit: int = 60) -> tuple[TodoView, ...]:
    """What a unit's chief has to do, what is open first by its day. Raises Refused, NothingThere (another's unit)."""
    require(actor, "stewardship.see", None)
    if not sees_all(actor) and department not in own_units(actor):
        raise NothingThere
    rows = Todo.objects.filter(appointment__department=department, appointment__ended_on=None)
    found = [todo_view(row) for row in rows.order_by("-due_on", "duty")[:limit]]
    return tuple(sorted(found, key=lambda one: (one.done_at is not None, one.due_on)))


def overdue(actor: Actor) -> Mapping[str, tuple[int, int]]:
    """What rolls up to each unit's chief: duties not done in time, and tickets not answered in time. Raises Refused."""
    require(actor, "stewardship.see", None)
    today = timezone.localdate()
    late = Todo.objects.filter(appointment__ended_on=None, done_at=None, due_on__lt=today)
    duties = dict(late.values_list("appointment__department").annotate(Count("id")))
    now = timezone.now()
    asked = {one.department: one.overdue for one in tickets.statistics(since=now - _A_YEAR, until=now)}
    return {unit: (duties.get(unit, 0), asked.get(unit, 0)) for unit in {*duties, *asked}}


def performances(
    actor: Actor, *, period: str = "", department: str = "", limit: int = 200
) -> tuple[PerformanceView, ...]:
    """Units' months by rank, newest month first. A chief sees the own unit's, and of others what is published.

    Raises Refused.
    """
    require(actor, "stewardship.see", None)
    rows = Performance.objects.select_related("appointment").order_by("-period", "rank", "department")
    if period:
        rows = rows.filter(period=period)
    if department:
        rows = rows.filter(department=department)
    if not sees_all(actor):
        rows = rows.filter(state="published") | rows.filter(department__in=own_units(actor))
    return tuple(performance_view(row) for row in rows[:limit])


def performance(performance_id: int, actor: Actor) -> PerformanceView:
    """One unit's month. Raises Refused, NothingThere."""
    require(actor, "stewardship.see", None)
    row = Performance.objects.select_related("appointment").filter(pk=performance_id).first()
    if row is None or not (sees_all(actor) or row.state == "published" or row.department in own_units(actor)):
        raise NothingThere
    return performance_view(row)
