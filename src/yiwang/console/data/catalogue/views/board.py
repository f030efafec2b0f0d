"""The catalogue in numbers, and the pilots of its standardisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS
from yiwang.orgs import api as orgs
from yiwang.text import Text


@open_to_staff(*READERS)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Numbers by department and terms; how well each pilot follows the standard."""
    numbers = catalogue.statistics()
    offices = orgs.departments_named(one.department for one in numbers.departments)
    pilots = catalogue.conformance()
    counts = catalogue.themes()
    context = {
        "numbers": numbers,
        "departments": [
            (one, offices[one.department].name if one.department in offices else one.department,
             _percent(one.core_loaded, one.core))
            for one in numbers.departments
        ],
        "sharing": [
            (code, number, _percent(number, numbers.resources)) for code, number in numbers.by_sharing.items()
        ],
        "grades": [
            (grade, number, _percent(number, numbers.resources)) for grade, number in numbers.by_grade.items()
        ],
        "work": [(state, numbers.work.get(state, 0)) for state in ("draft", "submitted", "returned", "approved")],
        "pilots": [
            (one, _percent(one.bound, one.fields), [(catalogue.MISSING[rule], n) for rule, n in one.missing.items()])
            for one in pilots
        ],
        "themes": [
            (slug, catalogue.code_name("theme", slug), number)
            for slug, number in counts.items()
            if slug not in catalogue.pilots()
        ],
        "cascade": catalogue.cascade_counts(),
        "may_pilot": bool(may(actor_from(request), "catalogue.pilot", None)),
    }  # fmt: skip
    return render(request, "console/data/catalogue/board.html", context)


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


@open_to_staff("data-steward")
@require_POST
def pilot(request: HttpRequest) -> HttpResponse:
    """Make a theme a pilot, or end one."""
    actor, theme = actor_from(request), request.POST.get("theme", "")[:64]
    if request.POST.get("do") == "end":
        catalogue.end_pilot(theme, actor=actor)
        messages.success(request, gettext("试点已结束。"))
    elif theme in catalogue.themes():
        name: Text = catalogue.code_name("theme", theme)
        catalogue.start_pilot(theme, name=name, goal=request.POST.get("goal", ""), actor=actor)
        messages.success(request, gettext("已列为目录规范化试点。"))
    else:
        messages.error(request, gettext("没有这个主题的资源。"))
    return HttpResponseRedirect(reverse("console:catalogue-board"))
