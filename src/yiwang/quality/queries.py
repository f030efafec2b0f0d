"""Reading quality: reports, trends, scores, the evaluation of departments."""

import json
from collections.abc import Iterable

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.crypto import api as crypto
from yiwang.ledger import api as ledger
from yiwang.quality import periods
from yiwang.quality.definitions import restored
from yiwang.quality.errors import NoSuchReport
from yiwang.quality.masking import masked
from yiwang.quality.models import Run, RunRule
from yiwang.quality.permissions import sees_all
from yiwang.quality.rules.scoring import evaluation_rule, ranks, score_rule, weighted
from yiwang.quality.rulesets import ruleset
from yiwang.quality.types import (
    Counts,
    DepartmentScore,
    Evaluation,
    Report,
    ReportLine,
    ResourceScore,
    RuleCount,
    RuleSet,
    Sample,
    TrendPoint,
)
from yiwang.text import Text
from yiwang.tickets import api as tickets


def report(report_id: int, actor: Actor) -> Report:
    """A kept run with the count of every rule; failing keys are masked, and the look is on the ledger.

    Raises:
        NoSuchReport: there is none. Refused: it is about another department's data.
    """
    row = Run.objects.filter(pk=report_id).first()
    if row is None:
        raise NoSuchReport
    require(actor, "quality.read", row.department)
    found = ruleset(row.resource)
    counts = tuple(_count(one, found) for one in RunRule.objects.filter(run=row).order_by("position"))
    if any(one.samples for one in counts):
        ledger.record(
            "quality.read", by=actor.ref, subject=f"resource:{row.resource}", detail={"run": row.pk}
        )
    return Report(
        id=row.pk,
        resource=row.resource,
        department=row.department,
        trigger=row.trigger,
        table=row.table,
        snapshot_id=row.snapshot_id,
        at=row.at,
        counts=Counts(row.resource, row.rows, row.held_back, row.flagged, counts, row.seconds),
        score=row.score,
        dimensions=row.dimensions,
    )


def _count(row: RunRule, found: RuleSet) -> RuleCount:
    rule = restored(row.definition)
    stored = json.loads(crypto.open_field(row.samples)) if row.samples else []
    samples = (Sample(tuple(key), tuple(value)) for key, value in stored)
    return RuleCount(
        rule,
        row.checked,
        row.failed,
        masked(samples, rule, found),
        Text.of(row.skipped) if row.skipped else Text(""),
    )


def reports(actor: Actor, *, resource: str = "", after: int = 0, limit: int = 50) -> tuple[ReportLine, ...]:
    """Runs, newest first, of what the actor may see; `after` is the last id of the page before."""
    require(actor, "quality.read", None)
    rows = Run.objects.order_by("-id")
    if not sees_all(actor):
        rows = rows.filter(department__in=actor.departments)
    if resource:
        rows = rows.filter(resource=resource)
    if after:
        rows = rows.filter(id__lt=after)
    return tuple(
        ReportLine(
            row.pk,
            row.resource,
            row.department,
            row.trigger,
            row.at,
            row.rows,
            row.held_back,
            row.flagged,
            row.score,
            row.seconds,
        )
        for row in rows[:limit]
    )


def trends(resource: str, actor: Actor, *, runs: int = 12) -> dict[str, tuple[TrendPoint, ...]]:
    """Each rule of a resource over its newest runs, oldest first. Raises as `report`, without NoSuchReport."""
    require(actor, "quality.read", catalogue.resource(resource).department)
    newest = list(Run.objects.filter(resource=resource).order_by("-id").values_list("id", flat=True)[:runs])
    found: dict[str, list[TrendPoint]] = {}
    for row in RunRule.objects.filter(run_id__in=newest).select_related("run").order_by("run_id", "position"):
        found.setdefault(row.slug, []).append(TrendPoint(row.run_id, row.run.at, row.checked, row.failed))
    return {slug: tuple(points) for slug, points in found.items()}


def scores(
    actor: Actor, *, period: str = "", department: str = "", worst_first: bool = True
) -> tuple[ResourceScore, ...]:
    """The newest score of every data set in a period (this month) that the actor may see."""
    require(actor, "quality.read", department or None)
    chosen = period or periods.this_period()
    now, past = _newest(chosen), _newest(periods.before(chosen))
    named = catalogue.resources_named(now)
    seen = [
        row
        for row in now.values()
        if (not department or row.department == department)
        and (sees_all(actor) or row.department in actor.departments)
    ]
    found = [
        ResourceScore(
            resource=row.resource,
            name=named[row.resource].name if row.resource in named else Text(row.resource, row.resource),
            department=row.department,
            score=row.score,
            previous=past[row.resource].score if row.resource in past else None,
            dimensions=row.dimensions,
            rows=row.rows,
            flagged=row.flagged,
            run_id=row.pk,
            at=row.at,
            core=row.resource in named and named[row.resource].core,
        )
        for row in seen
    ]
    found.sort(
        key=lambda one: (one.score is None, one.score if worst_first else -(one.score or 0), one.resource)
    )
    return tuple(found)


def _newest(period: str) -> dict[str, Run]:
    """The newest run of every resource in a month, by resource. Reviews of single loads do not stand for the whole."""
    since, until = periods.span(period)
    rows = (
        Run.objects.filter(at__gte=since, at__lt=until)
        .exclude(trigger="admission")
        .order_by("resource", "-id")
        .distinct("resource")
    )
    return {row.resource: row for row in rows}


def _department_scores(runs: Iterable[Run], period: str) -> dict[str, tuple[float | None, list[Run]]]:
    rule = score_rule(periods.span(period)[0].date())
    by_department: dict[str, list[Run]] = {}
    for row in runs:
        by_department.setdefault(row.department, []).append(row)
    cores = _core(row.resource for rows in by_department.values() for row in rows)
    return {
        department: (
            weighted([(row.score, rule.core_weight if row.resource in cores else 1.0) for row in rows]),
            rows,
        )
        for department, rows in by_department.items()
    }


def _core(resources: Iterable[str]) -> set[str]:
    return {slug for slug, one in catalogue.resources_named(resources).items() if one.core}


def ranking(period: str = "") -> tuple[DepartmentScore, ...]:
    """Departments by score in a period (this month), the best first, with their place in the period before."""
    chosen = period or periods.this_period()
    past_period = periods.before(chosen)
    now = _department_scores(_newest(chosen).values(), chosen)
    past = _department_scores(_newest(past_period).values(), past_period)
    places = ranks({name: score for name, (score, _) in now.items()})
    past_places = ranks({name: score for name, (score, _) in past.items()})
    found = [
        DepartmentScore(
            department=name,
            score=score,
            rank=places.get(name),
            previous_score=past[name][0] if name in past else None,
            previous_rank=past_places.get(name),
            resources=len(rows),
            rows=sum(row.rows for row in rows),
            flagged=sum(row.flagged for row in rows),
        )
        for name, (score, rows) in now.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.rank or 10**6, one.department)))


def latest_score(department: str) -> float | None:
    """A department's score by the newest run of each of its data sets, whenever that was; None without any."""
    rows = (
        Run.objects.filter(department=department)
        .exclude(trigger="admission")
        .order_by("resource", "-id")
        .distinct("resource")
    )
    found = _department_scores(rows, periods.this_period()).get(department)
    return found[0] if found else None


def evaluation(period: str = "") -> tuple[Evaluation, ...]:
    """How every department did its data work in a period (this month): quality, tickets in time, data on time.

    Department and figures only, no person: the performance evaluation is for everybody on the desk. The best first.
    """
    chosen = period or periods.this_period()
    now, past = _evaluated(chosen), _evaluated(periods.before(chosen))
    places = ranks({one.department: one.mark for one in now})
    past_places = ranks({one.department: one.mark for one in past})
    placed = [
        Evaluation(
            **{
                **one.__dict__,
                "rank": places.get(one.department),
                "previous_rank": past_places.get(one.department),
            }
        )
        for one in now
    ]
    return tuple(sorted(placed, key=lambda one: (one.rank or 10**6, one.department)))


def _evaluated(period: str) -> list[Evaluation]:
    since, until = periods.span(period)
    rule = evaluation_rule(since.date())
    quality = _department_scores(_newest(period).values(), period)
    counted = {one.department: one for one in tickets.statistics(since=since, until=until)}
    delivered = _deliveries() if period == periods.this_period() else {}
    found = []
    for name in sorted({*quality, *counted, *delivered}):
        score = quality[name][0] if name in quality else None
        ticket = counted.get(name)
        brought, on_time = delivered.get(name, (0, 0))
        punctuality = ticket.punctuality if ticket else None
        timeliness = on_time / brought if brought else None
        mark = weighted(
            [
                (score, rule.quality),
                (100 * punctuality if punctuality is not None else None, rule.tickets),
                (100 * timeliness if timeliness is not None else None, rule.timeliness),
            ]
        )
        found.append(
            Evaluation(
                department=name,
                period=period,
                mark=mark,
                rank=None,
                previous_rank=None,
                quality=score,
                tickets_opened=ticket.opened if ticket else 0,
                tickets_in_time=ticket.in_time if ticket else 0,
                tickets_overdue=ticket.overdue if ticket else 0,
                punctuality=punctuality,
                delivered=brought,
                on_time=on_time,
                timeliness=timeliness,
            )
        )
    return found


def _deliveries() -> dict[str, tuple[int, int]]:
    """By department: resources that were ever delivered, and those of them within their cycle today."""
    found: dict[str, tuple[int, int]] = {}
    after = ""
    while True:
        page = catalogue.resources(after=after, limit=500)
        for row in page.rows:
            if row.loaded_at is not None:
                brought, on_time = found.get(row.department, (0, 0))
                found[row.department] = (brought + 1, on_time + (not row.overdue))
        if not page.next:
            return found
        after = page.next
