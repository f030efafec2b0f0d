"""Reading sources, loads and the figures of aggregation."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.calendar.api import CITY_ZONE
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import NoSuchLoad
from yiwang.collection.models import Load, Source, Standing, Tally
from yiwang.collection.permissions import AT_HOME, sees_all
from yiwang.collection.place import waiting_files
from yiwang.collection.rules.cycles import is_fresh
from yiwang.collection.rules.states import STATES
from yiwang.collection.sources import source_row
from yiwang.collection.types import (
    DepartmentCount,
    LoadView,
    Page,
    ResourceCount,
    SourceSpec,
    SourceView,
    Statistics,
)
from yiwang.collection.views import load_view
from yiwang.text import Text

_MONTHS = 12


def sources(actor: Actor) -> tuple[SourceView, ...]:
    """The sources that the actor may see, each with its last load, in one query."""
    require(actor, "collection.read", None)
    newest = Load.objects.filter(source=OuterRef("pk")).order_by("-pk")
    rows = Source.objects.annotate(
        last_id=Subquery(newest.values("pk")[:1]), last_state=Subquery(newest.values("state")[:1])
    ).order_by("slug")
    if not sees_all(actor):
        rows = rows.filter(department_code__in=_own(actor))
    return tuple(_source_view(row) for row in rows)


def source(slug: str, actor: Actor) -> SourceView:
    """One source. Raises NoSuchSource, Refused."""
    row = source_row(slug)
    require(actor, "collection.read", row.department_code)
    newest = Load.objects.filter(source=row).order_by("-pk").first()
    row.last_id, row.last_state = (newest.pk, newest.state) if newest else (None, None)  # type: ignore[attr-defined]
    return _source_view(row)


def loads(
    actor: Actor,
    *,
    source_slug: str = "",
    resource: str = "",
    state: str = "",
    after: str = "",
    limit: int = 50,
) -> Page:
    """One page of loads, newest first; `after` is what the page before gave as `next`."""
    require(actor, "collection.read", None)
    rows = (
        Load.objects.select_related("source")
        .annotate(
            chunk_count=Count("checkpoints"),
            read_count=Sum(F("checkpoints__rows") + F("checkpoints__spoiled")),
        )
        .order_by("-pk")
    )
    if not sees_all(actor):
        rows = rows.filter(department_code__in=_own(actor))
    if source_slug:
        rows = rows.filter(source__slug=source_slug)
    if resource:
        rows = rows.filter(resource=resource)
    if state in STATES:
        rows = rows.filter(state=state)
    if after.isdecimal():
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: limit + 1])
    shown = tuple(load_view(row) for row in found[:limit])
    return Page(shown, str(shown[-1].id) if len(found) > limit else "")


def load_of(load_id: int, actor: Actor) -> LoadView:
    """One load. Raises NoSuchLoad, Refused."""
    row = Load.objects.select_related("source").filter(pk=load_id).first()
    if row is None:
        raise NoSuchLoad
    require(actor, "collection.read", row.department_code)
    return load_view(row)


def own_departments(actor: Actor) -> frozenset[str]:
    """The departments for which the actor is data officer."""
    return frozenset(role.department for role in actor.roles if role.slug == "data-officer")


def statistics(*, department: str = "") -> Statistics:
    """Records aggregated by month, department and resource, and the aggregation rate of core business data.

    From counters that every load adds to; the number of queries does not depend on the data. The rate is the share of
    core resources (政府履职核心业务数据) that have landed within their update cycle.
    """
    now = timezone.now()
    tallies = Tally.objects.filter(department_code=department) if department else Tally.objects.all()
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in tallies.values("resource").annotate(a=Sum("records"), b=Sum("repeats"), c=Sum("rejected")):
        totals[line["resource"]] = [line["a"], line["b"], line["c"]]
    by_month = {
        line["month"]: line["total"] for line in tallies.values("month").annotate(total=Sum("records"))
    }
    standing = {row.resource: row for row in Standing.objects.all()}
    core = {line.slug: line for line in _core(department)}
    days = {code: one.days for code, one in catalogue.code_list("cycle").items()}
    lines = []
    for slug in sorted({*totals, *core}):
        entry, stands = core.get(slug), standing.get(slug)
        last = stands.last_at if stands else None
        records, repeats, rejected = totals[slug]
        lines.append(
            ResourceCount(
                resource=slug,
                department=entry.department if entry else (stands.department_code if stands else ""),
                records=records,
                repeats=repeats,
                rejected=rejected,
                last_at=last,
                core=entry is not None,
                fresh=is_fresh(days.get(entry.cycle), last, now) if entry else None,
            )
        )
    year = f"{now.astimezone(CITY_ZONE):%Y}"
    return Statistics(
        records=sum(line.records for line in lines),
        repeats=sum(line.repeats for line in lines),
        rejected=sum(line.rejected for line in lines),
        this_year=sum(total for month, total in by_month.items() if month.startswith(year)),
        core=len(core),
        collected=sum(bool(line.fresh) for line in lines),
        months=tuple(sorted(by_month.items())[-_MONTHS:]),
        departments=_by_department(lines),
        resources=tuple(sorted(lines, key=lambda line: (-line.records, line.resource))),
    )


def _by_department(lines: list[ResourceCount]) -> tuple[DepartmentCount, ...]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in lines:
        sums = found[line.department]
        sums[0] += line.records
        sums[1] += line.core
        sums[2] += bool(line.fresh)
    counted = [DepartmentCount(code, *sums) for code, sums in found.items()]
    return tuple(sorted(counted, key=lambda one: (-one.records, one.department)))


def _core(department: str) -> Iterator[catalogue.ResourceLine]:
    after = ""
    while True:
        page = catalogue.resources(
            catalogue.Filter(core=True, department=department), after=after, limit=2000
        )
        yield from page.rows
        after = page.next
        if not after:
            return


def _own(actor: Actor) -> set[str]:
    return {role.department for role in actor.roles if role.slug in AT_HOME}


def _source_view(row: Source) -> SourceView:
    last, state = getattr(row, "last_id", None), getattr(row, "last_state", None)
    return SourceView(
        id=row.pk,
        spec=SourceSpec(
            slug=row.slug,
            resource=row.resource,
            connector=row.connector,
            mode=row.mode,
            name=Text.of(row.name),
            settings=row.settings,
            mapping=row.mapping,
            key=row.key,
            timestamp=row.timestamp,
            overlap_seconds=row.overlap_seconds,
            every_minutes=row.every_minutes,
            enabled=row.enabled,
        ),
        department=row.department_code,
        has_secret=bool(row.secret),
        state=state or "",
        state_text=STATES[state] if state else Text("还没有归集过", "Never loaded"),
        last_load=last,
        last_ok_at=row.last_ok_at,
        waiting=len(waiting_files(row.slug)) if row.connector == "files" else 0,
    )
