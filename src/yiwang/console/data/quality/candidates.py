"""Rules that were mined: a steward accepts or rejects each with one key."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.quality.menu import READERS
from yiwang.quality import api as quality

PAGE = 50


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """One page of open candidates with their evidence."""
    actor = actor_from(request)
    chosen, after = request.GET.get("resource", ""), request.GET.get("after", "")
    page = quality.candidates(
        actor, resource=chosen, after=int(after) if after.isdecimal() else 0, limit=PAGE
    )
    named = catalogue.resources_named({one.resource for one in page.rows})
    kept = urlencode({"resource": chosen}) if chosen else ""
    context = {
        "rows": [
            (one, named[one.resource].name if one.resource in named else one.resource, 100 * one.support)
            for one in page.rows
        ],
        "checks": quality.CHECKS,
        "may_define": actor.holds("data-steward"),
        "chosen": chosen,
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&after={page.next}" if page.next else "",
    }
    return render(request, "console/data/quality/candidates.html", context)


@open_to_staff("data-steward")
@require_POST
def decide(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Accept or reject one."""
    actor = actor_from(request)
    try:
        if request.POST.get("do") == "accept":
            rule = quality.accept(candidate_id, actor=actor)
            messages.success(request, gettext("已采纳规则 %(rule)s。") % {"rule": rule.id})
        else:
            quality.reject(candidate_id, actor=actor)
            messages.success(request, gettext("已拒绝。"))
    except quality.NoSuchCandidate as wrong:
        messages.error(request, str(wrong))
    kept = {"resource": request.POST["resource"]} if request.POST.get("resource") else {}
    back = reverse("console:quality-candidates")
    return HttpResponseRedirect(f"{back}?{urlencode(kept)}" if kept else back)


@open_to_staff("data-steward", "operator", "data-officer")
@require_POST
def mine(request: HttpRequest, resource: str) -> HttpResponse:
    """Look for rules in a data set now."""
    try:
        found = quality.mine(resource, by=actor_from(request))
    except (quality.NoData, quality.BadRule) as wrong:
        messages.error(request, str(wrong))
        return HttpResponseRedirect(reverse("console:quality-resource", args=[resource]))
    messages.success(request, gettext("找到 %(number)s 条候选规则。") % {"number": len(found)})
    return HttpResponseRedirect(
        f"{reverse('console:quality-candidates')}?{urlencode({'resource': resource})}"
    )
