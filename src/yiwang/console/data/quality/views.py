"""The board of scores, one data set with its rules, and one run."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.quality.menu import READERS
from yiwang.orgs import api as orgs
from yiwang.quality import api as quality

PAGE = 30
_MONTH = re.compile(r"^20\d{2}-(0[1-9]|1[0-2])$")
_WIDTH, _HEIGHT = 120, 24


@open_to_staff(*READERS)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Departments in their order, the evaluation of their data work, and the reader's data sets, the worst first."""
    actor = actor_from(request)
    period = request.GET.get("period", "")
    period = period if _MONTH.match(period) else quality.this_period()
    ranking = quality.ranking(period)
    evaluation = quality.evaluation(period)
    scores = quality.scores(actor, period=period)
    codes = {one.department for one in ranking} | {one.department for one in evaluation}
    names = orgs.departments_named(codes | {one.department for one in scores})
    context = {
        "period": period,
        "previous": quality.before(period),
        "formula": quality.score_rule(_first_day(period)).formula,
        "ranking": [(one, _name(names, one.department)) for one in ranking],
        "evaluation": [(one, _name(names, one.department)) for one in evaluation],
        "scores": [(one, _name(names, one.department)) for one in scores],
        "waiting": len(quality.candidates(actor, limit=100).rows),
        "may_define": actor.holds("data-steward"),
    }
    return render(request, "console/data/quality/board.html", context)


@open_to_staff(*READERS)
@require_safe
def resource(request: HttpRequest, resource: str) -> HttpResponse:
    """One data set: its newest counts, each rule's trend, and its runs."""
    actor = actor_from(request)
    after = request.GET.get("after", "")
    trends = quality.trends(resource, actor)
    runs = quality.reports(
        actor, resource=resource, after=int(after) if after.isdecimal() else 0, limit=PAGE + 1
    )
    latest = next((one for one in quality.reports(actor, resource=resource, limit=PAGE)), None)
    report = quality.report(latest.id, actor) if latest else None
    entry = catalogue.resource(resource)
    context = {
        "entry": entry,
        "department": _name(orgs.departments_named({entry.department}), entry.department),
        "report": report,
        "rules": lines(report.counts.rules, trends) if report else (),
        "dimensions": _dimensions(report) if report else (),
        "runs": runs[:PAGE],
        "first": "?" if after else "",
        "next": f"?after={runs[PAGE - 1].id}" if len(runs) > PAGE else "",
        "may_check": actor.holds("data-steward", "operator")
        or actor.holds("data-officer", department=entry.department),
    }
    return render(request, "console/data/quality/resource.html", context)


@open_to_staff(*READERS)
@require_safe
def run(request: HttpRequest, report_id: int) -> HttpResponse:
    """One run: every rule with its count and the sampled keys, masked."""
    actor = actor_from(request)
    report = quality.report(report_id, actor)
    entry = catalogue.resource(report.resource)
    context = {
        "entry": entry,
        "report": report,
        "key": "、".join(entry.key),
        "rules": lines(report.counts.rules, {}),
        "dimensions": _dimensions(report),
    }
    return render(request, "console/data/quality/run.html", context)


@open_to_staff("data-steward", "operator", "data-officer")
@require_POST
def check(request: HttpRequest, resource: str) -> HttpResponse:
    """Check a data set now."""
    try:
        report = quality.check_table(resource, by=actor_from(request))
    except (quality.NoData, quality.BadRule) as wrong:
        messages.error(request, str(wrong))
        return HttpResponseRedirect(reverse("console:quality-resource", args=[resource]))
    messages.success(request, gettext("检查完成。"))
    return HttpResponseRedirect(reverse("console:quality-run", args=[report.id]))


def lines(
    counts: Sequence[quality.RuleCount], trends: dict[str, tuple[quality.TrendPoint, ...]]
) -> list[dict[str, Any]]:
    """Rules as the tables show them: what fails most first."""
    ordered = sorted(counts, key=lambda one: -(one.failed / one.checked) if one.checked else 0.0)
    return [
        {
            "count": one,
            "rule": one.rule,
            "dimension": quality.DIMENSIONS[one.rule.dimension].name,
            "share": 100 * one.failed / one.checked if one.checked else 0.0,
            "over": bool(one.checked) and one.failed > one.rule.tolerance * one.checked,
            "trend": _stroke(trends.get(one.rule.id, ())),
        }
        for one in ordered
    ]


def _stroke(points: Sequence[quality.TrendPoint]) -> str:
    """The points of a line from the oldest run to the newest; the highest share reaches the top."""
    if len(points) < 2:
        return ""
    most = max(one.share for one in points) or 1.0
    step = _WIDTH / (len(points) - 1)
    return " ".join(
        f"{number * step:.0f},{_HEIGHT - 2 - (_HEIGHT - 4) * one.share / most:.0f}"
        for number, one in enumerate(points)
    )


def _dimensions(report: quality.Report) -> list[tuple[Any, float]]:
    return [(quality.DIMENSIONS[slug].name, score) for slug, score in report.dimensions.items()]


def _name(names: dict[str, orgs.Department], code: str) -> Any:
    return names[code].name if code in names else code


def _first_day(period: str) -> date:
    return date.fromisoformat(f"{period}-01")
