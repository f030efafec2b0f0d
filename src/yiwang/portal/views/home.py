"""The front page, and the reader's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_all, open_to_residents
from yiwang.cases import api as cases
from yiwang.certificates import api as certificates
from yiwang.items import api as items
from yiwang.people import api as people
from yiwang.portal.audience import serves_firms, serves_people

ITEMS_SHOWN = 6
CASES_SHOWN = 20


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, what is offered to people and to firms, and what waits for the reader."""
    actor = actor_from(request)
    cards = items.published(limit=50)
    offered = (
        ("person", gettext("个人办事"), [card for card in cards if serves_people(card)]),
        ("firm", gettext("企业办事"), [card for card in cards if serves_firms(card)]),
    )
    groups = [
        {"key": key, "title": title, "items": found[:ITEMS_SHOWN]} for key, title, found in offered if found
    ]
    context: dict[str, object] = {"groups": groups, "hot": cards[:4]}
    if actor.kind == "resident":
        rows = cases.my_cases(actor, limit=CASES_SHOWN, open_only=True).rows
        context["todo"] = [row for row in rows if row.state == "correcting"]
        context["in_hand"] = len(rows)
    return render(request, "portal/home.html", context)


@open_to_residents(level=0)
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Everything that is the reader's own, one click away."""
    actor = actor_from(request)
    rows = cases.my_cases(actor, limit=CASES_SHOWN, open_only=True).rows
    held = certificates.certificates_of(actor.person_id, by=actor) if actor.person_id else ()
    context = {
        "level_name": people.LEVELS[actor.level],
        "level": actor.level,
        "in_hand": len(rows),
        "todo": sum(row.state == "correcting" for row in rows),
        "held": len(held),
    }
    return render(request, "portal/me.html", context)
