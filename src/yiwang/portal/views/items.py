"""Finding an item, and reading its guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import open_to_all
from yiwang.items import api as items
from yiwang.portal.audience import serves_firms, serves_people
from yiwang.reviews import api as reviews

FOUND = 100
_AUDIENCES = {"person": serves_people, "firm": serves_firms}


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Items that fit the words, or all of them."""
    q = request.GET.get("q", "").strip()[:100]
    audience = request.GET.get("for", "")
    cards = [hit.item for hit in items.search(q, limit=FOUND)]
    if audience in _AUDIENCES:
        cards = [card for card in cards if _AUDIENCES[audience](card)]
    context = {"q": q, "audience": audience, "items": cards}
    return render(request, "portal/items.html", context)


@open_to_all
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide of the version in force, or of the one a case was made under (`?version=`)."""
    version = request.GET.get("version", "")
    item = items.item(slug, int(version) if version.isdecimal() else None)
    ratings = reviews.statistics(item_slug=slug)
    context = {"item": item, "ratings": ratings, "voices": reviews.published(item_slug=slug, limit=3)}
    return render(request, "portal/item.html", context)
