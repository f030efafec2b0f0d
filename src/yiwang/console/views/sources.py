"""Data sources: whether each answers, and the operator's switch."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.registers import api as registers


@open_to_staff("operator")
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with its state."""
    return render(request, "console/sources.html", {"sources": registers.source_states()})


@open_to_staff("operator")
@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a source out of use, saying why, or back into it."""
    down, reason = request.POST.get("down") == "yes", request.POST.get("reason", "").strip()[:200]
    if down and not reason:
        messages.error(request, gettext("请写明停用原因，办事人和审批人员会看到。"))
    else:
        registers.set_outage(slug, down=down, by=actor_from(request), reason=reason)
    return HttpResponseRedirect(reverse("console:sources"))
