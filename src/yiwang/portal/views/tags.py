"""What the city's rules say of the reader, and their objection."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_residents
from yiwang.profiles import api as profiles


@open_to_residents(level=2)
@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """Every tag with its rule and the rows that show it."""
    return render(request, "portal/tags.html", {"tags": profiles.my_tags(by=actor_from(request))})


@open_to_residents(level=2)
@require_POST
def contest(request: HttpRequest) -> HttpResponse:
    """Object to a tag."""
    posted = request.POST
    number = profiles.contest(
        store=posted.get("store", ""),
        table=posted.get("table", ""),
        slug=posted.get("slug", ""),
        reason=posted.get("reason", ""),
        by=actor_from(request),
    )
    messages.success(request, gettext("异议已转交数据提供部门核实，编号 %(number)s。") % {"number": number})
    return HttpResponseRedirect(reverse("portal:tags"))
