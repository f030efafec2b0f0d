"""How long data are kept: terms, holds, the archive, and destruction with its certificate."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.stewardship.telling import tell
from yiwang.stewardship import api as stewardship

READERS = ("data-steward", "data-chief", "auditor")
#: So many partitions at once; what is due first stands first.
MOST = 200


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every partition and its clock; what was destroyed; what lies in the archive."""
    actor, today = actor_from(request), timezone.localdate()
    due_only = request.GET.get("all", "") != "1"
    found = stewardship.terms(actor)
    shown = [one for one in found if not due_only or one.due(today) or one.past_active(today) or one.hold]
    holds = stewardship.holds(actor)
    archives, destructions = stewardship.archives(actor), stewardship.destructions(actor)
    used = {one.resource for one in holds}
    used |= {one.resource for one in archives} | {one.resource for one in destructions}
    named = catalogue.resources_named(used)
    context = {
        "rows": [
            {"term": one, "due": one.due(today), "past_active": one.past_active(today)}
            for one in shown[:MOST]
        ],
        "due_only": due_only,
        "total": len(found),
        "hidden": max(0, len(shown) - MOST),
        "holds": [(one, _name(named, one.resource)) for one in holds],
        "archives": [(one, _name(named, one.resource)) for one in archives],
        "destructions": [(one, _name(named, one.resource)) for one in destructions],
        "may_keep": may(actor, "stewardship.keep"),
    }
    return render(request, "console/data/stewardship/terms.html", context)


@open_to_staff("data-steward")
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Archive a partition, or propose its destruction."""
    actor = actor_from(request)
    resource, key = request.POST.get("resource", ""), request.POST.get("key", "")
    if request.POST.get("do") == "archive":
        tell(
            request,
            lambda: stewardship.archive(actor=actor, resource=resource, key=key),
            gettext("已归档。"),
        )
    else:
        tell(
            request,
            lambda: stewardship.propose_destruction(actor=actor, resource=resource, key=key),
            gettext("已提出销毁，需两人批准。"),
        )
    return HttpResponseRedirect(reverse("console:stewardship-terms"))


@open_to_staff("data-steward")
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Place a legal hold."""
    posted = request.POST
    tell(
        request,
        lambda: stewardship.place_hold(
            actor=actor_from(request),
            resource=posted.get("resource", "").strip(),
            reason=posted.get("reason", ""),
            letter=posted.get("letter", ""),
        ),
        gettext("留存令已生效，归档和销毁暂停。"),
    )
    return HttpResponseRedirect(reverse("console:stewardship-terms"))


@open_to_staff("data-steward")
@require_POST
def lift(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Lift a legal hold."""
    tell(
        request,
        lambda: stewardship.lift_hold(actor=actor_from(request), hold_id=hold_id),
        gettext("留存令已解除。"),
    )
    return HttpResponseRedirect(reverse("console:stewardship-terms"))


@open_to_staff("data-steward")
@require_POST
def policy(request: HttpRequest) -> HttpResponse:
    """Settle the years of active use and the basis for one resource."""
    posted = request.POST
    years = posted.get("active_years", "")
    tell(
        request,
        lambda: stewardship.set_policy(
            actor=actor_from(request),
            resource=posted.get("resource", "").strip(),
            active_years=int(years) if years.isdecimal() else -1,
            basis=posted.get("basis", ""),
        ),
        gettext("已核定。"),
    )
    return HttpResponseRedirect(reverse("console:stewardship-terms"))


@open_to_staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def archived(request: HttpRequest, archive_id: int) -> HttpResponse:
    """An archived partition, read through its masks for a purpose."""
    actor = actor_from(request)
    known = next((one for one in stewardship.archives(actor, limit=10_000) if one.id == archive_id), None)
    if known is None:
        raise stewardship.NothingThere
    context: dict[str, object] = {
        "archive": known,
        "name": _name(catalogue.resources_named({known.resource}), known.resource),
        "purpose": "",
    }
    if request.method == "POST":
        purpose = request.POST.get("purpose", "")
        columns, rows = stewardship.read_archive(actor=actor, archive_id=archive_id, purpose=purpose)
        context |= {"columns": columns, "rows": rows, "purpose": purpose}
    return render(request, "console/data/stewardship/archive.html", context)


@open_to_staff(*READERS)
@require_safe
def destruction(request: HttpRequest, pk: int) -> HttpResponse:
    """One destruction: its basis, the two approvals, what went, the certificate."""
    actor = actor_from(request)
    found = stewardship.destruction(pk, actor)
    already = tuple(str(one["by"]) for one in found.approvals)
    context = {
        "destruction": found,
        "name": _name(catalogue.resources_named({found.resource}), found.resource),
        "approvals": [(one["name"], datetime.fromisoformat(one["at"])) for one in found.approvals],
        "may_approve": found.state == "proposed"
        and may(actor, "stewardship.approve-destruction", (already, found.department)),
        "may_carry_out": found.state in ("approved", "erasing") and may(actor, "stewardship.keep"),
        "may_cancel": found.state in ("proposed", "approved") and may(actor, "stewardship.keep"),
        "key": stewardship.certificate_key(),
    }
    return render(request, "console/data/stewardship/destruction.html", context)


@open_to_staff("data-steward", "data-chief")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, carry out, or cancel."""
    actor, do = actor_from(request), request.POST.get("do")
    if do == "approve":
        tell(
            request,
            lambda: stewardship.approve_destruction(actor=actor, destruction_id=pk),
            gettext("已批准。"),
        )
    elif do == "carry-out":
        tell(
            request,
            lambda: stewardship.carry_out(actor=actor, destruction_id=pk),
            gettext("已销毁并核验，证明已出具。"),
        )
    else:
        reason = request.POST.get("reason", "")
        tell(
            request,
            lambda: stewardship.cancel_destruction(actor=actor, destruction_id=pk, reason=reason),
            gettext("已撤销。"),
        )
    return HttpResponseRedirect(reverse("console:stewardship-destruction", args=[pk]))


@open_to_staff(*READERS)
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate of destruction, to be kept and checked anywhere."""
    found = stewardship.destruction(pk, actor_from(request))
    answer = HttpResponse(stewardship.certificate_file(pk), content_type="application/json")
    name = found.document.get("number", "destruction")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def _name(named: Mapping[str, catalogue.ResourceView], slug: str) -> object:
    """What a resource is called; its slug once the catalogue has let go of it."""
    return named[slug].name if slug in named else slug
