"""Data chiefs: who they are, what they have to do, how their units did."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.console.data.stewardship.menu import READERS
from yiwang.console.data.stewardship.telling import tell
from yiwang.orgs import api as orgs
from yiwang.stewardship import api as stewardship
from yiwang.text import Text
from yiwang.tickets import api as tickets

#: Where a duty is worked on.
_LINKS = {
    "catalogue": "console:catalogue-list",
    "quality": "console:quality-board",
    "tickets": "console:tickets-list",
}


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Chiefs by unit, units without one, and the form to appoint. A chief is led to the own unit."""
    actor = actor_from(request)
    if actor.role_slugs == {"data-chief"}:
        return HttpResponseRedirect(
            reverse("console:stewardship-unit", args=[stewardship.own_units(actor)[0]])
        )
    found, covered = stewardship.chiefs(actor), stewardship.coverage(actor)
    names = orgs.departments_named({*(one.department for one in found), *covered.missing})
    today, late = timezone.localdate(), stewardship.overdue(actor)
    context = {
        "rows": [
            {
                "chief": one,
                "name": names[one.department].name if one.department in names else one.department,
                "over": one.until < today,
                "duties": late.get(one.department, (0, 0))[0],
                "tickets": late.get(one.department, (0, 0))[1],
            }
            for one in found
        ],
        "coverage": covered,
        "missing": [names[code] for code in covered.missing if code in names],
        "departments": orgs.departments(),
        "may_appoint": may(actor, "stewardship.appoint"),
        "today": today.isoformat(),
    }
    return render(request, "console/data/stewardship/chiefs.html", context)


@open_to_staff("data-steward")
@require_POST
def appoint(request: HttpRequest) -> HttpResponse:
    """Appoint a chief, or replace the one that stands."""
    posted = request.POST
    days = [_day(posted.get(name, "")) for name in ("since", "until")]
    since, until = days
    if since is None or until is None:
        tell(request, _no_day, "")
        return HttpResponseRedirect(reverse("console:stewardship-chiefs"))

    def act() -> None:
        stewardship.appoint(
            actor=actor_from(request),
            department=posted.get("department", ""),
            username=posted.get("username", "").strip(),
            letter=posted.get("letter", ""),
            since=since,
            until=until,
            replace=posted.get("replace") == "yes",
        )
        stewardship.open_todos(timezone.localdate())

    tell(request, act, gettext("已任命。"))
    return HttpResponseRedirect(reverse("console:stewardship-chiefs"))


@open_to_staff("data-steward")
@require_POST
def change(request: HttpRequest, chief_id: int) -> HttpResponse:
    """Settle a chief's duties, or end the term."""
    actor, posted = actor_from(request), request.POST
    department = posted.get("department", "")
    if posted.get("do") == "end":
        tell(
            request,
            lambda: stewardship.end_term(
                actor=actor, appointment_id=chief_id, on=timezone.localdate(), reason=posted.get("reason", "")
            ),
            gettext("已免去。"),
        )
        return HttpResponseRedirect(reverse("console:stewardship-chiefs"))

    def assign() -> None:
        stewardship.assign(actor=actor, appointment_id=chief_id, chosen=posted.getlist("duties"))
        stewardship.open_todos(timezone.localdate())

    tell(request, assign, gettext("职责已分配。"))
    return HttpResponseRedirect(reverse("console:stewardship-unit", args=[department]))


@open_to_staff(*READERS)
@require_safe
def unit(request: HttpRequest, department: str) -> HttpResponse:
    """A unit's page: its chief, what to do next, how it did."""
    actor = actor_from(request)
    todos = stewardship.todos(actor, department)
    chief = next(iter(stewardship.chiefs(actor, department=department)), None)
    own = department in stewardship.own_units(actor)
    open_tickets = (
        tickets.tickets(actor, tickets.TicketFilter(department=department, state="open"), limit=10).rows
        if may(actor, "tickets.read", department)
        else ()
    )
    context = {
        "department": orgs.department(department),
        "chief": chief,
        "duties": [
            (one, chief is not None and one.slug in chief.duties) for one in stewardship.duties().values()
        ],
        "todos": [(one, reverse(_LINKS[one.link]) if one.link in _LINKS else "") for one in todos],
        "tickets": open_tickets,
        "months": stewardship.performances(actor, department=department, limit=12),
        "past": [one for one in stewardship.chiefs(actor, department=department, ended=True) if one.ended_on],
        "may_appoint": may(actor, "stewardship.appoint"),
        "own": own,
        "only_own": actor.role_slugs == {"data-chief"},
    }
    return render(request, "console/data/stewardship/unit.html", context)


@open_to_staff("data-chief")
@require_POST
def todo(request: HttpRequest, todo_id: int) -> HttpResponse:
    """The chief did a duty of a period."""
    tell(
        request,
        lambda: stewardship.finish_todo(
            actor=actor_from(request), todo_id=todo_id, note=request.POST.get("note", "")
        ),
        gettext("已记录。"),
    )
    return HttpResponseRedirect(
        reverse("console:stewardship-unit", args=[request.POST.get("department", "")])
    )


@open_to_staff(*READERS)
@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """Units of a month by mark."""
    actor = actor_from(request)
    period = request.GET.get("period", "") or f"{timezone.localdate():%Y-%m}"
    found = stewardship.performances(actor, period=period)
    names = orgs.departments_named({one.department for one in found})
    context = {
        "rows": [
            (one, names[one.department].name if one.department in names else one.department) for one in found
        ],
        "period": period,
        "formula": stewardship.formula(),
        "may_appoint": may(actor, "stewardship.appoint"),
    }
    return render(request, "console/data/stewardship/ranking.html", context)


@open_to_staff("data-steward")
@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """Take a month's figures, or publish them."""
    actor, period = actor_from(request), request.POST.get("period", "")
    if request.POST.get("do") == "publish":
        tell(
            request,
            lambda: stewardship.publish_performance(actor=actor, period=period),
            gettext("已公布。"),
        )
    else:
        tell(
            request,
            lambda: stewardship.record_performance(actor=actor, period=period),
            gettext("已取数。"),
        )
    return HttpResponseRedirect(f"{reverse('console:stewardship-ranking')}?period={period[:7]}")


@open_to_staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def month(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's month: every number with its source; the chief reports, the bureau reviews."""
    actor = actor_from(request)
    found = stewardship.performance(pk, actor)
    if request.method == "POST":
        text = request.POST.get("text", "")
        if request.POST.get("do") == "report":
            tell(
                request,
                lambda: stewardship.report_performance(actor=actor, performance_id=pk, text=text),
                gettext("自评已提交。"),
            )
        else:
            tell(
                request,
                lambda: stewardship.review_performance(actor=actor, performance_id=pk, text=text),
                gettext("评议已提交。"),
            )
        return HttpResponseRedirect(reverse("console:stewardship-month", args=[pk]))
    context = {
        "month": found,
        "department": orgs.department(found.department),
        "may_report": found.state in ("recorded", "reported")
        and bool(may(actor, "stewardship.chief", found.department)),
        "may_review": found.state != "published" and bool(may(actor, "stewardship.appoint")),
    }
    return render(request, "console/data/stewardship/month.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _no_day() -> None:
    raise stewardship.Incomplete([Text("请填写任期起止日期", "Give the first and the last day of the term")])
