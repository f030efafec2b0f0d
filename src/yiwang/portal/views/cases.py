"""The applicant's own cases: list, one case with its live timeline, corrections, withdrawal."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import Actor, actor_from, open_to_residents
from yiwang.cases import api as cases
from yiwang.forms import api as forms
from yiwang.items import api as items
from yiwang.orgs import api as orgs
from yiwang.reviews import api as reviews

PAGE = 20


@open_to_residents(level=0)
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """The reader's cases, newest first, and what was begun but not sent."""
    actor = actor_from(request)
    after, open_only = request.GET.get("after", ""), request.GET.get("open") == "1"
    page = cases.my_cases(actor, after=after if after.isdecimal() else "", limit=PAGE, open_only=open_only)
    keep = "open=1&" if open_only else ""
    context = {
        "page": page,
        "open_only": open_only,
        "drafts": [] if after or open_only else _drafts(actor),
        "first": f"?{keep}" if after else "",
        "next": f"?{keep}after={page.next}" if page.next else "",
    }
    return render(request, "portal/my_cases.html", context)


def _drafts(actor: Actor) -> list[dict[str, object]]:
    if actor.account_id is None:
        return []
    return [
        {
            "slug": draft.item_slug,
            "name": items.item(draft.item_slug).name,
            "saved_at": draft.saved_at,
            "expires_at": draft.expires_at,
        }
        for draft in forms.drafts_of(account_id=actor.account_id)
    ]


@open_to_residents(level=0)
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case, whole."""
    found = cases.case(number, actor_from(request))
    item = items.item(found.item_slug, found.item_version)
    context = _live_context(request, found) | {
        "answers": cases.answers_of(found),
        "department": orgs.department(found.row.department_code).name,
        "can_withdraw": not found.closed and not found.outcome,
        "transaction": uuid.uuid4(),
        "item": item,
    }
    return render(request, "portal/case.html", context)


@open_to_residents(level=0)
@require_safe
def case_live(request: HttpRequest, number: str) -> HttpResponse:
    """The part of the page that changes by itself; htmx asks for it every few seconds."""
    found = cases.case(number, actor_from(request))
    return render(request, "portal/case_live.html", _live_context(request, found))


def _live_context(request: HttpRequest, found: cases.CaseView) -> dict[str, object]:
    actor = actor_from(request)
    item = items.item(found.item_slug, found.item_version)
    return {
        "case": found,
        "lines": cases.timeline(found.number, actor),
        "notice": found.corrections[-1] if found.corrections else None,
        "remedies": item.remedies if found.state in ("refused", "not-accepted") else (),
        "to_rate": reviews.unrated(found, actor),
        "ratings": reviews.reviews_of(found.number),
    }


@open_to_residents(level=0)
@require_POST
def contest(request: HttpRequest, number: str) -> HttpResponse:
    """Have a person look again at what a rule refused."""
    cases.contest(
        actor=actor_from(request),
        number=number,
        reason=request.POST.get("reason", "").strip()[:500],
        transaction_id=request.POST.get("transaction", "") or str(uuid.uuid4()),
    )
    messages.success(request, gettext("已转由工作人员复核。"))
    return HttpResponseRedirect(reverse("portal:case", args=[number]))


@open_to_residents(level=0)
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the application back."""
    cases.withdraw(
        actor=actor_from(request),
        number=number,
        reason=request.POST.get("reason", "").strip()[:200],
        transaction_id=request.POST.get("transaction", "") or str(uuid.uuid4()),
    )
    messages.success(request, gettext("申请已撤回。"))
    return HttpResponseRedirect(reverse("portal:case", args=[number]))
