"""One case at the window: accept it, say once what lacks, refuse it, print the receipt, hand the result over."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.cases import api as cases
from yiwang.items import api as items
from yiwang.orgs import api as orgs
from yiwang.text import Text
from yiwang.theme import delivery

_SAID = {
    "accept": Text("已受理，已转办理部门。", "Accepted and handed to the department."),
    "correct": Text("已发出一次性告知。", "The correction notice has been sent."),
    "refuse": Text("已作不予受理。", "Not accepted."),
}


@open_to_staff("window-clerk")
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The whole case as the counter needs it."""
    actor = actor_from(request)
    found = cases.case(number, actor)
    lines = cases.timeline(number, actor)
    step = next((one for one in found.waiting if one.name == "accept"), None)
    context = {
        "case": found,
        "item": items.item(found.item_slug, found.item_version),
        "answers": cases.answers_of(found),
        "to_verify": cases.to_verify(found),
        "lines": lines,
        "department": orgs.department(found.row.department_code).name,
        "step": step,
        "handed_over": any(line.kind == "handed-over" for line in lines),
        "file_url": f"{reverse('window:case', args=[number])}files/",
        "transaction": uuid.uuid4(),
    }
    return render(request, "window/case.html", context)


@open_to_staff("window-clerk")
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Accept, ask for corrections, or refuse to accept."""
    outcome = request.POST.get("outcome", "")
    told = [Text(line.strip()) for line in request.POST.get("reasons", "").splitlines() if line.strip()]
    try:
        cases.finish_step(
            actor=actor_from(request),
            number=number,
            step="accept",
            outcome=outcome,
            reasons=[] if outcome == "accept" else told,
            transaction_id=request.POST.get("transaction") or str(uuid.uuid4()),
        )
    except (cases.ReasonNeeded, cases.NotWaiting, cases.WrongOutcome) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(_SAID[outcome]))
    return HttpResponseRedirect(reverse("window:case", args=[number]))


@open_to_staff("window-clerk")
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The acceptance receipt, to print."""
    actor = actor_from(request)
    found = cases.case(number, actor)
    item = items.item(found.item_slug, found.item_version)
    context = {
        "case": found,
        "item": item,
        "department": orgs.department(found.row.department_code).name,
        "clerk": actor.name,
    }
    return render(request, "window/receipt.html", context)


@open_to_staff("window-clerk")
@require_POST
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """Write down who took the result."""
    receiver = request.POST.get("receiver", "").strip()[:60]
    if not receiver:
        messages.error(request, gettext("请填写领取人。"))
        return HttpResponseRedirect(reverse("window:case", args=[number]))
    try:
        cases.hand_over(
            actor=actor_from(request),
            number=number,
            receiver=receiver,
            transaction_id=request.POST.get("transaction") or str(uuid.uuid4()),
        )
    except cases.NotWaiting as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已登记出件。"))
    return HttpResponseRedirect(reverse("window:case", args=[number]))


@open_to_staff("window-clerk")
@require_safe
def material(request: HttpRequest, number: str, digest: str) -> HttpResponse:
    """One file of the case, to whoever may see the case."""
    found, data = cases.read_material(number, digest, actor_from(request))
    return delivery.shown(data, media_type=found.media_type, name=found.name)
