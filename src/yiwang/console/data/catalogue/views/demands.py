"""Demands for sharing: stated on an entry, answered by its owner, counted."""

import uuid
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS
from yiwang.orgs import api as orgs

PAGE = 50
_YEAR = timedelta(days=365)


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The demands the reader has to do with, and how each department answered within a year."""
    actor = actor_from(request)
    state = request.GET.get("state", "")
    after = request.GET.get("after", "")
    rows, next_ = catalogue.demands(
        actor, state=state, after=int(after) if after.isdecimal() else 0, limit=PAGE
    )
    now = timezone.now()
    counts = catalogue.demand_statistics(now - _YEAR, now + timedelta(days=1))
    offices = orgs.departments_named(
        {row.owner for row in rows} | {row.department for row in rows} | {one.owner for one in counts}
    )
    kept = urlencode({"state": state})
    context = {
        "rows": [
            (row, offices[row.owner].name, offices[row.department].name, catalogue.DEMAND_STATES[row.state],
             actor.holds("data-officer", department=row.owner))
            for row in rows
        ],
        "state": state,
        "states": catalogue.DEMAND_STATES.items(),
        "counts": [(one, offices[one.owner].name) for one in counts],
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&after={next_}" if next_ else "",
        "transaction": uuid.uuid4(),
    }  # fmt: skip
    return render(request, "console/data/catalogue/demands.html", context)


@open_to_staff("data-officer")
@require_http_methods(["GET", "POST"])
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """State a demand: what for, which fields, on what basis."""
    actor = actor_from(request)
    found = catalogue.resource(slug)
    wrong = None
    if request.method == "POST":
        posted = request.POST
        try:
            catalogue.state_demand(
                slug,
                department=posted.get("department", ""),
                purpose=posted.get("purpose", ""),
                items=posted.getlist("items"),
                basis=posted.get("basis", ""),
                actor=actor,
                transaction_id=posted.get("transaction", "")[:64] or str(uuid.uuid4()),
            )
        except (catalogue.BadDemand, catalogue.UnknownField, catalogue.WrongTurn) as error:
            wrong = error
        else:
            messages.success(request, gettext("共享需求已提出，提供部门将在期限内答复。"))
            return HttpResponseRedirect(reverse("console:catalogue-demands"))
    mine = {role.department for role in actor.roles if role.slug == "data-officer"} - {found.department}
    context = {
        "resource": found,
        "office": orgs.department(found.department).name,
        "mine": orgs.departments_named(mine).values(),
        "wrong": wrong,
        "chosen": request.POST.getlist("items"),
        "purpose": request.POST.get("purpose", ""),
        "basis": request.POST.get("basis", ""),
        "transaction": uuid.uuid4(),
    }
    return render(request, "console/data/catalogue/demand.html", context, status=422 if wrong else 200)


@open_to_staff("data-officer")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner agrees, refuses, or says that it is delivered."""
    actor, words = actor_from(request), request.POST.get("answer", "")
    try:
        match request.POST.get("do"):
            case "fulfil":
                catalogue.fulfil_demand(pk, note=words, actor=actor)
            case "agree":
                catalogue.answer_demand(pk, agree=True, answer=words, actor=actor)
            case _:
                catalogue.answer_demand(pk, agree=False, answer=words, actor=actor)
    except (catalogue.SayWhy, catalogue.WrongTurn) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已答复，需求部门会看到。"))
    return HttpResponseRedirect(reverse("console:catalogue-demands"))
