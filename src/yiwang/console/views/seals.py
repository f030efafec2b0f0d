"""Seals: applied for, made, authorised, used, reported, ended; each with its log."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import Actor, actor_from, open_to_staff, require
from yiwang.errors import YiwangError
from yiwang.orgs import api as orgs
from yiwang.seals import api as seals

READERS = ("seal-keeper", "operator", "auditor", "leader")
SHOWN = 50


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every seal, and the form to apply for one."""
    actor = actor_from(request)
    require(actor, "seals.look", None)
    rows = seals.seals()
    mine = {role.department for role in actor.roles if role.slug == "seal-keeper"}
    context = {
        "seals": rows,
        "offices": orgs.departments_named(row.department_code for row in rows),
        "mine": orgs.departments_named(mine).values(),
    }
    return render(request, "console/seals.html", context)


@open_to_staff("seal-keeper")
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Apply for a seal of one's department; somebody else makes it."""
    try:
        made = seals.apply_for_seal(
            department_code=request.POST.get("department", ""),
            reason=request.POST.get("reason", "").strip()[:200],
            by=actor_from(request),
        )
    except (seals.SealInUseAlready, orgs.UnknownDepartment) as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("console:seals"))
    return HttpResponseRedirect(reverse("console:seal", args=[made.code]))


@open_to_staff(*READERS)
@require_safe
def seal(request: HttpRequest, code: str) -> HttpResponse:
    """One seal with its grants, its uses and what was reported about it."""
    actor = actor_from(request)
    require(actor, "seals.look", None)
    found = seals.seal(code)
    office = found.department_code
    context = {
        "seal": found,
        "office": orgs.department(office).name,
        "grants": seals.grants(code),
        "uses": seals.uses(code, limit=SHOWN),
        "reports": seals.reports(code),
        "posts": orgs.posts(office),
        "keeps": actor.holds("seal-keeper", department=office),
        "makes": actor.holds("operator"),
    }
    return render(request, "console/seal.html", context)


@open_to_staff("seal-keeper", "operator")
@require_POST
def act(request: HttpRequest, code: str) -> HttpResponse:
    """One act on a seal; what is refused says why."""
    try:
        _act(request, code, actor_from(request))
    except YiwangError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已办理。"))
    return HttpResponseRedirect(reverse("console:seal", args=[code]))


def _act(request: HttpRequest, code: str, actor: Actor) -> None:
    posted = request.POST
    reason = posted.get("reason", "").strip()[:200]
    match posted.get("do"):
        case "make":
            seals.make_seal(seal=code, by=actor)
        case "renew":
            seals.renew(seal=code, reason=reason, by=actor)
        case "revoke":
            seals.revoke_seal(seal=code, reason=reason, by=actor, key_exposed=posted.get("exposed") == "yes")
        case "report":
            seals.report_upstream(seal=code, by=actor)
        case "authorise":
            seals.authorise(
                seal=code, grantee=posted.get("grantee", ""), by=actor, until=_end_of(posted.get("until", ""))
            )
        case "withdraw":
            seals.withdraw(seal=code, grant=int(posted.get("grant", "0")), by=actor)


def _end_of(text: str) -> datetime | None:
    """The end of a day given as a date; no date means no end."""
    day = parse_date(text) if text else None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
