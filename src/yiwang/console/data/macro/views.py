"""The macro-economy base: the data directory, one series as known on a day, the revisions of one value, import."""

import csv
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.areas import api as areas
from yiwang.console.data.macro.chart import HEIGHT, WIDTH, line
from yiwang.console.data.macro.menu import READERS
from yiwang.macro import api as macro
from yiwang.orgs import api as orgs
from yiwang.text import Text

#: A year of monthly figures of every area and industry is far below this.
LIMIT = 4 * 1024 * 1024


@open_to_staff(*READERS)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The data directory, narrowed by theme and words."""
    chosen = {name: request.GET.get(name, "") for name in ("theme", "q")}
    lines = macro.directory(theme=chosen["theme"], q=chosen["q"])
    context = {
        "lines": lines,
        "chosen": chosen,
        "themes": macro.themes(),
        "may_publish": bool(may(actor_from(request), "macro.publish", None)),
    }
    return render(request, "console/data/macro/directory.html", context)


@open_to_staff(*READERS)
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """One series: table, line, growth; as known on a day; with `?as=csv` as a file."""
    asked = request.GET
    held = macro.held_areas(slug)
    area = asked.get("area", "") or (min(held, key=lambda code: (len(code), code)) if held else "")
    industry = asked.get("industry", "")
    known_on = _day(asked.get("known_on", ""))
    found = macro.series(
        slug, area_code=area, industry_code=industry, known_on=known_on, single=asked.get("single") == "1"
    )
    if asked.get("as") == "csv":
        return _as_csv(found)
    rows = [(point, found.growth.get(str(point.period))) for point in reversed(found.points)]
    kept = {"area": area, "industry": industry, "known_on": asked.get("known_on", "")}
    context = {
        "series": found,
        "rows": rows,
        "line": line(found.points, begins_anew=found.indicator.nature == "cumulative" and not found.single),
        "box": {"width": WIDTH, "height": HEIGHT},
        "areas": [(code, _area_name(code)) for code in held],
        "industries": [(code, macro.industry_name(code)) for code in macro.held_industries(slug)],
        "area": area,
        "area_name": _area_name(area),
        "industry": industry,
        "known_on": known_on.isoformat() if known_on else "",
        "department": orgs.department(found.indicator.department).name,
        "kept": urlencode(kept),
        "splits": found.indicator.nature == "cumulative",
    }
    return render(request, "console/data/macro/series.html", context)


@open_to_staff(*READERS)
@require_safe
def revisions(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """Every publication of one value."""
    area, industry = request.GET.get("area", ""), request.GET.get("industry", "")
    context = {
        "indicator": macro.indicator(slug),
        "period": period,
        "area_name": _area_name(area),
        "industry_name": macro.industry_name(industry),
        "revisions": macro.revisions(slug, area_code=area, period=period, industry_code=industry),
    }
    return render(request, "console/data/macro/revisions.html", context)


@open_to_staff("data-officer", "data-steward")
@require_POST
def import_figures(request: HttpRequest) -> HttpResponse:
    """Take over a spreadsheet of figures, all or nothing."""
    file = request.FILES.get("file")
    back = HttpResponseRedirect(reverse("console:macro-list"))
    if file is None or file.size is None or file.size > LIMIT:
        messages.error(request, gettext("请选择不超过 4 MB 的 CSV 文件。"))
        return back
    try:
        source = request.POST.get("source", "").strip() or str(file.name)
        done = macro.publish(macro.figures_from_csv(file.read()), source=source[:120], by=actor_from(request))
    except (macro.BadFigures, macro.AlreadyPublished) as error:
        messages.error(request, str(error))
        return back
    words = {"added": done.added, "revised": done.revised, "known": done.known}
    messages.success(
        request, gettext("新增 %(added)s 个数值，修订 %(revised)s 个，%(known)s 个已有。") % words
    )
    return back


def _area_name(code: str) -> str:
    try:
        return areas.area(code).name if code else ""
    except areas.UnknownArea:
        return code


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _as_csv(found: macro.Series) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.indicator.slug}-{found.area_code}.csv"'
    writer = csv.writer(answer)
    heads = (
        Text("统计期", "Period"),
        Text("数值", "Value"),
        Text("同比（%）", "Growth (%)"),
        Text("发布日期", "Published"),
    )
    writer.writerow(str(head) for head in heads)
    for point in found.points:
        growth = found.growth.get(str(point.period))
        percent = growth.percent if growth else None
        shown = "" if percent is None else f"{percent:.2f}"
        writer.writerow((str(point.period), point.value, shown, point.published_on.isoformat()))
    return answer
