"""The big-data platform on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.console.data.platform import figures
from yiwang.console.data.platform.menu import READERS


@open_to_staff(*READERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """1 platform, 6 bases, N topics: every number leads to the page it comes from."""
    actor = actor_from(request)
    bases = figures.bases(actor)
    context = {
        "steps": [(one, reverse(one.url_name)) for one in figures.steps(actor)],
        "bases": [(one, reverse(one.url_name, args=[one.slug] if one.slug else [])) for one in bases],
        "topics": figures.topic_stores(),
    }
    return render(request, "console/data/platform/overview.html", context)
