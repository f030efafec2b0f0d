"""Labels held to the data: what recognisers found, and what the steward makes of it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.stewardship.telling import tell
from yiwang.stewardship import api as stewardship
from yiwang.text import Text

PAGE = 50
_STATES = {
    "open": Text("待核定", "To be settled"),
    "accepted": Text("已采纳", "Accepted"),
    "dismissed": Text("已驳回", "Dismissed"),
    "settled": Text("已消除", "No longer holds"),
    "all": Text("全部", "All"),
}


@open_to_staff("data-steward", "data-chief", "auditor")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Findings, newest first."""
    actor = actor_from(request)
    state = request.GET.get("state", "open")
    after = request.GET.get("after", "")
    found, following = stewardship.findings(
        actor, state="" if state == "all" else state, after=int(after) if after.isdecimal() else 0, limit=PAGE
    )
    named = catalogue.resources_named({one.resource for one in found})
    grades, categories = catalogue.grades(), catalogue.categories()
    rows = []
    for one in found:
        view = named.get(one.resource)
        field = view.field(one.field) if view else None
        category = categories.get(one.category_proposed)
        rows.append(
            {
                "finding": one,
                "resource": view.name if view else one.resource,
                "field": field.title if field else one.field,
                "state": _STATES.get(one.state, one.state),
                "now": grades.get(one.grade_now, ""),
                "proposed": grades.get(one.grade_proposed, ""),
                "category": category.name if category else one.category_proposed,
            }
        )
    kept = urlencode({"state": state})
    context = {
        "rows": rows,
        "state": state,
        "states": _STATES.items(),
        "may_settle": may(actor, "stewardship.label"),
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&after={following}" if following else "",
    }
    return render(request, "console/data/stewardship/labels.html", context)


@open_to_staff("data-steward")
@require_POST
def scan(request: HttpRequest) -> HttpResponse:
    """Look at one resource now."""
    slug = request.POST.get("resource", "").strip()
    tell(
        request,
        lambda: stewardship.scan(by=actor_from(request), resource=slug),
        gettext("已识别；有问题的字段列在下面。"),
    )
    return HttpResponseRedirect(reverse("console:stewardship-labels"))


@open_to_staff("data-steward")
@require_POST
def settle(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Accept the proposal into the catalogue, or say why it does not hold."""
    actor = actor_from(request)
    if request.POST.get("do") == "accept":
        tell(
            request,
            lambda: stewardship.accept_label(actor=actor, finding_id=finding_id),
            gettext("已按建议调整目录，新版本即时生效。"),
        )
    else:
        reason = request.POST.get("reason", "")
        tell(
            request,
            lambda: stewardship.dismiss_label(actor=actor, finding_id=finding_id, reason=reason),
            gettext("已驳回建议。"),
        )
    return HttpResponseRedirect(reverse("console:stewardship-labels"))
