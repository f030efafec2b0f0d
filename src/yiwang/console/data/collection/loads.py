"""Loads: the list, one load with its figures as they come, its quarantined rows, and what can be done about them."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import Actor, actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.console.data.collection.menu import READERS
from yiwang.errors import YiwangError
from yiwang.orgs import api as orgs

PAGE = 50
MENDERS = ("operator", "data-steward", "data-officer")


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """One page of loads, the newest first."""
    actor = actor_from(request)
    state, after = request.GET.get("state", ""), request.GET.get("after", "")
    page = collection.loads(actor, state=state, after=after, limit=PAGE)
    named = catalogue.resources_named({row.resource for row in page.rows})
    context = {
        "rows": [
            (row, named[row.resource].name if row.resource in named else row.resource) for row in page.rows
        ],
        "states": collection.STATES.items(),
        "chosen": state,
        "first": f"?state={state}" if after else "",
        "next": f"?state={state}&after={page.next}" if page.next else "",
    }
    return render(request, "console/data/collection/loads.html", context)


@open_to_staff(*READERS)
@require_safe
def load(request: HttpRequest, number: int) -> HttpResponse:
    """One load."""
    return render(request, "console/data/collection/load.html", _context(number, actor_from(request)))


@open_to_staff(*READERS)
@require_safe
def live(request: HttpRequest, number: int) -> HttpResponse:
    """The figures of a load while it runs; htmx asks for them."""
    return render(request, "console/data/collection/live.html", _context(number, actor_from(request)))


@open_to_staff("operator", "data-officer")
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Go on, begin again, or bring mended rows."""
    actor = actor_from(request)
    target = number
    try:
        match request.POST.get("do"):
            case "resume":
                collection.resume(number, by=actor)
            case "retry":
                collection.retry(number, by=actor)
            case "correct" if isinstance(sent := request.FILES.get("file"), UploadedFile):
                done = collection.correct(
                    number,
                    sent.read(),
                    name=sent.name or "",
                    actor=actor,
                    transaction_id=request.POST.get("once", ""),
                )
                target = done.id
    except YiwangError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已办理。"))
    return HttpResponseRedirect(reverse("console:collection-load", args=[target]))


@open_to_staff(*MENDERS)
@require_safe
def rows(request: HttpRequest, number: int) -> HttpResponse:
    """The quarantined rows as CSV, to be mended."""
    response = HttpResponse(
        collection.bad_rows(number, actor_from(request)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="quarantine-{number}.csv"'
    return response


@open_to_staff(*MENDERS)
@require_safe
def quarantine(request: HttpRequest, number: int) -> HttpResponse:
    """The quarantined rows on the screen, masked by the catalogue's grades."""
    actor = actor_from(request)
    after = request.GET.get("after", "")
    titles, found, following = collection.quarantine(
        number, actor, after=int(after) if after.isdecimal() else -1
    )
    context = {
        "load": collection.load_of(number, actor),
        "titles": titles,
        "rows": found,
        "first": "?" if after else "",
        "next": f"?after={following}" if following is not None else "",
    }
    return render(request, "console/data/collection/quarantine.html", context)


def _context(number: int, actor: Actor) -> dict[str, object]:
    found = collection.load_of(number, actor)
    named = catalogue.resources_named([found.resource])
    office = orgs.departments_named([found.department])
    return {
        "load": found,
        "resource": named[found.resource].name if found.resource in named else found.resource,
        "office": office[found.department].name if found.department in office else found.department,
        "may_load": may(actor, "collection.load", found.department),
        "may_see": may(actor, "collection.quarantine", found.department),
        "broken": found.working and bool(found.error),
    }
