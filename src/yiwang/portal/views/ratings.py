"""Rating a service (好差评): five levels, reasons to tick, words if one likes."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yiwang.access.api import actor_from, open_to_residents
from yiwang.cases import api as cases
from yiwang.errors import YiwangError
from yiwang.reviews import api as reviews

FACES = {5: "mood-happy", 4: "mood-smile", 3: "mood-empty", 2: "mood-unamused", 1: "mood-sad"}


@open_to_residents(level=0)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for a rating of the case, or of one visit (`?of=visit-1`), and take it."""
    actor = actor_from(request)
    found = cases.case(number, actor)
    posted, occasion = request.POST, request.GET.get("of", "case")
    occasions = dict(reviews.unrated(found, actor))
    stars = int(posted["stars"]) if posted.get("stars", "").isdecimal() else 0
    error: YiwangError | None = None
    if request.method == "POST":
        try:
            reviews.rate(
                actor=actor,
                case_number=number,
                stars=stars,
                tags=posted.getlist("tags"),
                text=posted.get("text", "")[:500],
                occasion=occasion,
                transaction_id=posted.get("transaction", "") or str(uuid.uuid4()),
            )
        except (reviews.SayWhy, reviews.BadRating) as refused:
            error = refused
        else:
            messages.success(request, gettext("谢谢您的评价。"))
            return HttpResponseRedirect(reverse("portal:case", args=[number]))
    elif occasion not in occasions:
        return HttpResponseRedirect(reverse("portal:case", args=[number]))
    context = {
        "case": found,
        "occasion": occasions.get(occasion, ""),
        "error": error,
        "stars": stars,
        "chosen": posted.getlist("tags"),
        "text": posted.get("text", ""),
        "transaction": posted.get("transaction") or uuid.uuid4(),
        "levels": [
            {"stars": level, "text": text, "icon": FACES[level]} for level, text in reviews.STARS.items()
        ],
        "praise": reviews.tags_for(5).items(),
        "complaints": reviews.tags_for(1).items(),
    }
    return render(request, "portal/rate.html", context, status=422 if error else 200)
