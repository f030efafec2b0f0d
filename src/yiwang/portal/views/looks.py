"""Who looked at my data: the ledger, as its own person may read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_residents
from yiwang.ledger import api as ledger
from yiwang.portal.looks import describer, line_of

SHOWN = 100


@open_to_residents(level=2)
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Every act that touched the reader's data, newest first; what they did themselves can be left out.

    All of them, page by page: whoever makes many new entries must not push an old look out of sight.
    """
    actor = actor_from(request)
    everyone = request.GET.get("all") == "1"
    after = request.GET.get("after", "")
    entries = ledger.looks_at(
        f"person:{actor.person_id}",
        limit=SHOWN + 1,
        before=int(after) if after.isdecimal() and len(after) < 19 else None,
        besides="" if everyone else actor.ref,
    )
    who = describer(actor)
    keep = "all=1&" if everyone else ""
    context = {
        "looks": [line_of(entry, who) for entry in entries[:SHOWN]],
        "everyone": everyone,
        "first": f"?{keep}" if after else "",
        "next": f"?{keep}after={entries[SHOWN - 1].id}" if len(entries) > SHOWN else "",
    }
    return render(request, "portal/looks.html", context)
