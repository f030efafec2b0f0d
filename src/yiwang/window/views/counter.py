"""The counter: what waits to be accepted, and results to give out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.cases import api as cases

PAGE = 50


@open_to_staff("window-clerk")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Applications that wait for acceptance in the reader's area, the nearest deadline first."""
    after = request.GET.get("after", "")
    page = cases.queue(actor_from(request), cases.QueueFilter(step="accept"), after=after, limit=PAGE)
    context = {"page": page, "first": "?" if after else "", "next": _next(page)}
    return render(request, "window/home.html", context)


@open_to_staff("window-clerk")
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Approved cases of the area, newest first, for those who come to fetch their result."""
    after = request.GET.get("after", "")
    page = cases.queue(
        actor_from(request),
        cases.QueueFilter(state="approved", mine_only=False),
        after=after if after.isdecimal() else "",
        limit=PAGE,
    )
    context = {"page": page, "first": "?" if after else "", "next": _next(page)}
    return render(request, "window/results.html", context)


@open_to_staff("window-clerk")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Go to a case by its number."""
    number = "".join(request.GET.get("number", "").split())[:32]
    found = cases.find_for_staff(actor_from(request), number) if number else None
    if found is None:
        messages.warning(request, gettext("没有这个编号的办件，或不在您窗口的区域内。"))
        return HttpResponseRedirect(reverse("window:home"))
    return HttpResponseRedirect(reverse("window:case", args=[found.number]))


def _next(page: cases.Page) -> str:
    return f"?after={page.next}" if page.next else ""
