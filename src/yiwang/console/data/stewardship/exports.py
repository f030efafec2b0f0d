"""Files that leave the house: asked for, decided by somebody else, fetched, traced."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.stewardship.menu import ASKERS
from yiwang.console.data.stewardship.telling import tell
from yiwang.stewardship import api as stewardship

PAGE = 50
#: A leaked fragment; more is not needed to trace it.
_LONGEST = 200_000


@open_to_staff(*ASKERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Requests, newest first, and the form to begin one."""
    actor = actor_from(request)
    after = request.GET.get("after", "")
    found, following = stewardship.exports(actor, after=int(after) if after.isdecimal() else 0, limit=PAGE)
    named = catalogue.resources_named({one.resource for one in found})
    context = {
        "rows": [
            {
                "export": one,
                "resource": named[one.resource].name if one.resource in named else one.resource,
                "columns": _titles(named.get(one.resource), one.columns),
                "grade": catalogue.grades().get(one.grade, ""),
                "may_decide": one.state == "asked"
                and may(actor, "stewardship.allow-export", (one.asked_by, one.department)),
                "may_fetch": one.state in ("approved", "fetched") and one.asked_by == actor.ref,
            }
            for one in found
        ],
        "may_ask": may(actor, "stewardship.ask-export"),
        "may_trace": may(actor, "stewardship.trace"),
        "first": "?" if after else "",
        "next": f"?after={following}" if following else "",
    }
    return render(request, "console/data/stewardship/exports.html", context)


@open_to_staff("data-officer", "data-steward", "data-chief")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, resource: str) -> HttpResponse:
    """Choose columns, say what for and for whom. `?resource=` in place of the slug leads here from the list."""
    actor = actor_from(request)
    if resource == "of" and (wanted := request.GET.get("resource", "").strip()):
        return HttpResponseRedirect(
            reverse("console:stewardship-ask", args=[catalogue.resource(wanted).slug])
        )
    known = catalogue.resource(resource)
    posted = request.POST
    if request.method == "POST" and tell(
        request,
        lambda: stewardship.ask_export(
            actor=actor,
            resource=resource,
            columns=posted.getlist("columns"),
            purpose=posted.get("purpose", ""),
            recipient=posted.get("recipient", ""),
            transaction_id=posted.get("transaction") or str(uuid.uuid4()),
        ),
        gettext("已提出申请，等待审批。"),
    ):
        return HttpResponseRedirect(reverse("console:stewardship-exports"))
    context = {
        "resource": known,
        "fields": [(field, catalogue.grades().get(field.grade, "")) for field in known.fields],
        "chosen": posted.getlist("columns"),
        "purpose": posted.get("purpose", ""),
        "recipient": posted.get("recipient", ""),
        "transaction": uuid.uuid4(),
    }
    return render(
        request,
        "console/data/stewardship/ask.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


@open_to_staff("data-steward", "data-chief")
@require_POST
def decide(request: HttpRequest, export_id: int) -> HttpResponse:
    """Consent or refuse."""
    agreed = request.POST.get("do") == "agree"
    tell(
        request,
        lambda: stewardship.decide_export(
            actor=actor_from(request),
            export_id=export_id,
            agreed=agreed,
            note=request.POST.get("note", ""),
        ),
        gettext("已同意。") if agreed else gettext("已拒绝。"),
    )
    return HttpResponseRedirect(reverse("console:stewardship-exports"))


@open_to_staff("data-officer", "data-steward", "data-chief")
@require_safe
def fetch(request: HttpRequest, export_id: int) -> HttpResponse:
    """The marked file."""
    name, data = stewardship.fetch_export(actor=actor_from(request), export_id=export_id)
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@open_to_staff("data-steward", "auditor")
@require_http_methods(["GET", "POST"])
def trace(request: HttpRequest) -> HttpResponse:
    """From which file a leaked fragment comes."""
    found = None
    if request.method == "POST":
        leaked = request.POST.get("leaked", "")[:_LONGEST]
        if upload := request.FILES.get("file"):
            leaked = upload.read(_LONGEST).decode("utf-8-sig", errors="replace")
        found = stewardship.trace(actor=actor_from(request), leaked=leaked)
    return render(request, "console/data/stewardship/trace.html", {"found": found})


def _titles(known: catalogue.ResourceView | None, columns: tuple[str, ...]) -> list[object]:
    """What the columns are called, as far as the catalogue still has them."""
    fields = [(name, known.field(name) if known else None) for name in columns]
    return [field.title if field else name for name, field in fields]
