"""Where a member of staff begins."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.theme import nav

#: Where each post begins; the first that the reader holds counts.
_STARTS = (
    ("approver", "console:queue"),
    ("issuer", "console:queue"),
    ("leader", "cockpit:board"),
    ("auditor", "console:ledger"),
    ("operator", "console:sources"),
    ("seal-keeper", "console:seals"),
    ("data-officer", "console:certificates"),
)


@open_to_staff()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Each post begins where its work lies; one without a page here at the first of its menu."""
    held = actor_from(request).role_slugs
    for role, page in _STARTS:
        if role in held:
            return HttpResponseRedirect(reverse(page))
    if mine := nav.links("desk", request.path, held):
        return HttpResponseRedirect(mine[0].href)
    return render(request, "console/nothing.html")
