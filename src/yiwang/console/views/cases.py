"""One case on the desk: everything that explains it, and what the reader may do with it now."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import Actor, actor_from, open_to_staff
from yiwang.cases import api as cases
from yiwang.console.outcomes import outcomes_of
from yiwang.items import api as items
from yiwang.orgs import api as orgs
from yiwang.text import Text
from yiwang.theme import delivery


@open_to_staff("approver", "issuer", "auditor")
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The whole case; that it was looked at is on the ledger."""
    actor = actor_from(request)
    found = cases.case(number, actor)
    context = {
        "case": found,
        "item": items.item(found.item_slug, found.item_version),
        "answers": cases.answers_of(found),
        "to_verify": cases.to_verify(found),
        "lines": cases.timeline(number, actor),
        "department": orgs.department(found.row.department_code).name,
        "tasks": _tasks(found, actor),
        "may_hold": _may_hold(found, actor),
        "holds": cases.PAUSE_REASONS.items(),
        "file_url": f"{reverse('console:case', args=[number])}files/",
        "transaction": uuid.uuid4(),
    }
    return render(request, "console/case.html", context)


@open_to_staff("approver", "issuer")
@require_POST
def finish(request: HttpRequest, number: str) -> HttpResponse:
    """Finish the step: an opinion, an inspection, the decision."""
    posted = request.POST
    reasons = [Text(line.strip()) for line in posted.get("reasons", "").splitlines() if line.strip()]
    try:
        cases.finish_step(
            actor=actor_from(request),
            number=number,
            step=posted.get("step", ""),
            outcome=posted.get("outcome", ""),
            reasons=reasons,
            transaction_id=posted.get("transaction") or str(uuid.uuid4()),
        )
    except (cases.ReasonNeeded, cases.NotWaiting, cases.WrongOutcome) as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("console:case", args=[number]))
    messages.success(request, gettext("已办理：%(number)s") % {"number": number})
    return HttpResponseRedirect(reverse("console:queue"))


@open_to_staff("approver")
@require_POST
def clock(request: HttpRequest, number: str) -> HttpResponse:
    """Stop the clock for a special procedure, or start it again."""
    actor, transaction_id = actor_from(request), request.POST.get("transaction") or str(uuid.uuid4())
    try:
        if request.POST.get("do") == "resume":
            cases.resume_clock(actor=actor, number=number, transaction_id=transaction_id)
        else:
            cases.pause_clock(
                actor=actor,
                number=number,
                reason=request.POST.get("reason", ""),
                transaction_id=transaction_id,
            )
    except (cases.ReasonNeeded, cases.NotWaiting) as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("console:case", args=[number]))


@open_to_staff("approver", "issuer", "auditor")
@require_safe
def material(request: HttpRequest, number: str, digest: str) -> HttpResponse:
    """One file of the case, to whoever may see the case."""
    found, data = cases.read_material(number, digest, actor_from(request))
    return delivery.shown(data, media_type=found.media_type, name=found.name)


def _tasks(found: cases.CaseView, actor: Actor) -> list[dict[str, object]]:
    """The waiting steps that the reader's posts do, each with its choices."""
    return [
        {"step": step, "outcomes": outcomes_of(step)}
        for step in found.waiting
        if actor.holds(step.role, department=found.row.department_code, area=found.area_code)
    ]


def _may_hold(found: cases.CaseView, actor: Actor) -> bool:
    return (
        not found.closed
        and found.accepted_at is not None
        and actor.holds("approver", department=found.row.department_code, area=found.area_code)
    )
