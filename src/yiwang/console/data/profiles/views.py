"""Profiles: what one asked for, what waits for approval, a profile, a path between two subjects."""

import math
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.console.data.profiles.menu import READERS
from yiwang.profiles import api as profiles

#: Of the drawing: its size and how many neighbours it holds; the table beside it has all.
WIDE, HIGH, DRAWN = 640, 360, 12


@open_to_staff(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """One's own requests and those that wait for one's approval, and the form to ask."""
    actor = actor_from(request)
    context = {
        "requests": [(one, one.asked_by == actor.ref) for one in profiles.requests(actor)],
        "purposes": profiles.purposes().values(),
        "kinds": profiles.KINDS.items(),
        "may_ask": may(actor, "profiles.ask"),
        "may_approve": may(actor, "profiles.approve"),
        "transaction": uuid.uuid4(),
    }
    return render(request, "console/data/profiles/list.html", context)


@open_to_staff("data-officer", "data-steward")
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a profile."""
    posted = request.POST
    asked = profiles.ask(
        kind=posted.get("kind", ""),
        number=posted.get("number", ""),
        purpose=posted.get("purpose", ""),
        reference=posted.get("reference", ""),
        note=posted.get("note", ""),
        by=actor_from(request),
        transaction_id=posted.get("transaction") or str(uuid.uuid4()),
    )
    if asked.state == "open":
        return HttpResponseRedirect(reverse("console:profiles-one", args=[asked.id]))
    messages.success(request, gettext("已提交，等待他人批准。"))
    return HttpResponseRedirect(reverse("console:profiles-list"))


@open_to_staff("data-steward", "leader")
@require_POST
def decide(request: HttpRequest, request_id: int) -> HttpResponse:
    """Approve or refuse somebody else's request."""
    profiles.decide(
        request_id=request_id,
        approved=request.POST.get("do") == "approve",
        reason=request.POST.get("reason", ""),
        by=actor_from(request),
    )
    messages.success(request, gettext("已处理。"))
    return HttpResponseRedirect(reverse("console:profiles-list"))


@open_to_staff("data-officer", "data-steward")
def profile(request: HttpRequest, request_id: int) -> HttpResponse:
    """The profile an approved request opens. Each look is counted and on the ledger."""
    found = profiles.look(request_id, by=actor_from(request))
    context = {
        "profile": found,
        "drawn": _drawn(found.relations[:DRAWN]),
        "kinds": profiles.KINDS,
        "all_kinds": profiles.KINDS.items(),
    }
    return render(request, "console/data/profiles/profile.html", context)


@open_to_staff("data-officer", "data-steward")
@require_POST
def way(request: HttpRequest, request_id: int) -> HttpResponse:
    """The shortest way from the profile's subject to another."""
    actor = actor_from(request)
    steps = profiles.path(
        request_id, kind=request.POST.get("kind", ""), number=request.POST.get("number", ""), by=actor
    )
    context = {
        "request_view": profiles.opened(request_id, by=actor),
        "steps": steps,
        "hops": profiles.limits()[1],
    }
    return render(request, "console/data/profiles/path.html", context)


def _drawn(relations: tuple[profiles.Relation, ...]) -> list[dict[str, object]]:
    """Where each neighbour stands, around the subject in the middle."""
    middle_x, middle_y = WIDE / 2, HIGH / 2
    places = []
    for number, one in enumerate(relations):
        angle = 2 * math.pi * number / max(1, len(relations)) - math.pi / 2
        x, y = middle_x + 240 * math.cos(angle), middle_y + 140 * math.sin(angle)
        places.append(
            {
                "relation": one,
                "x": round(x),
                "y": round(y),
                "label_y": round(y) + 22,
                "mid_x": round((x + middle_x) / 2),
                "mid_y": round((y + middle_y) / 2),
            }
        )
    return places
