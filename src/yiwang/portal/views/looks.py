"""Who looked at my data: the ledger, as its own person may read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_residents
from yiwang.ledger import api as ledger
from yiwang.portal.looks import describer, line_of

SHOWN = 200


@open_to_residents(level=2)
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Every act that touched the reader's data, newest first; what they did themselves can be left out."""
    actor = actor_from(request)
    everyone = request.GET.get("all") == "1"
    entries = ledger.looks_at(f"person:{actor.person_id}", limit=SHOWN)
    who = describer(actor)
    lines = [line_of(entry, who) for entry in entries if everyone or entry.by != actor.ref]
    return render(request, "portal/looks.html", {"looks": lines, "everyone": everyone, "limit": SHOWN})
