"""Putting bad ratings right: reach the person, put it right, ask again; each with its deadline."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.reviews import api as reviews


@open_to_staff("approver")
@require_safe
def redress(request: HttpRequest) -> HttpResponse:
    """The bad ratings that the reader's departments still have to put right."""
    actor = actor_from(request)
    context = {"redresses": reviews.open_redress(actor), "statistics": reviews.statistics()}
    return render(request, "console/redress.html", context)


@open_to_staff("approver")
@require_POST
def step(request: HttpRequest, redress_id: int) -> HttpResponse:
    """One step on."""
    actor, posted = actor_from(request), request.POST
    try:
        match posted.get("do"):
            case "contact":
                reviews.contact(
                    actor=actor,
                    redress_id=redress_id,
                    true_complaint=posted.get("true") == "yes",
                    finding=posted.get("finding", "").strip(),
                )
            case "rectify":
                reviews.rectify(
                    actor=actor,
                    redress_id=redress_id,
                    measures=posted.get("measures", "").strip(),
                    reply=posted.get("reply", "").strip(),
                )
            case _:
                reviews.revisit(
                    actor=actor, redress_id=redress_id, satisfied=posted.get("satisfied") == "yes"
                )
    except reviews.WrongTurn as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已记录。"))
    return HttpResponseRedirect(reverse("console:redress"))
