"""The registers in figures, the table of authorities, where sources disagree, and who follows what."""

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.calendar.api import CITY_ZONE
from yiwang.console.data.entities.menu import READERS
from yiwang.entities import api as entities
from yiwang.errors import YiwangError
from yiwang.orgs import api as orgs

PAGE = 50
_FEED = 200


@open_to_staff(*READERS)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Each register: golden records, source records, sources, conflicts, doubts."""
    actor = actor_from(request)
    found = entities.figures(actor=actor)
    open_ones = {one.kind: one.conflicts for one in found}
    context = {
        "registers": [(one, _share(one.entities, open_ones[one.kind])) for one in found],
        "may_look": may(actor, "entities.look"),
        "may_decide": may(actor, "entities.decide"),
    }
    return render(request, "console/data/entities/board.html", context)


def _share(all_of_them: int, disputed: int) -> float | None:
    """Of a hundred golden records, how many have no open conflict."""
    return 100 * (1 - min(1, disputed / all_of_them)) if all_of_them else None


@open_to_staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def authorities(request: HttpRequest, kind: str) -> HttpResponse:
    """一数一源: attribute, authority, who verifies; `on` shows the table of a day; a steward assigns."""
    actor, posted = actor_from(request), request.POST
    if request.method == "POST":
        try:
            entities.assign(
                kind,
                posted.get("attribute", ""),
                posted.get("source", ""),
                reason=posted.get("reason", ""),
                actor=actor,
            )
        except (entities.NotTogether, entities.UnknownKind) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("数源已变更，即时生效。"))
        return HttpResponseRedirect(reverse("console:entities-authorities", args=[kind]))
    day = parse_date(request.GET.get("on", "")) if request.GET.get("on") else None
    on = datetime.combine(day, time.max, CITY_ZONE) if day else None
    table = entities.authorities(kind, actor=actor, on=on)
    names = orgs.departments_named({one.department for one in table.rows})
    context = {
        **shell(request, kind, "authorities"),
        "table": table,
        "rows": [(one, names[one.department].name if one.department in names else "") for one in table.rows],
        "day": day.isoformat() if day else "",
        "may_assign": day is None and may(actor, "entities.assign"),
    }
    return render(request, "console/data/entities/authorities.html", context)


@open_to_staff(*READERS)
@require_safe
def conflicts(request: HttpRequest, kind: str) -> HttpResponse:
    """Where sources disagree, with the ticket of each."""
    after = request.GET.get("after", "")
    state = request.GET.get("state", "open")
    rows = entities.conflicts(
        actor=actor_from(request),
        kind=kind,
        state="" if state == "all" else state,
        after=int(after) if after.isdecimal() and len(after) < 12 else 0,
        limit=PAGE + 1,
    )
    names = orgs.departments_named({one.department for one in rows})
    shown = rows[:PAGE]
    context = {
        **shell(request, kind, "conflicts"),
        "rows": [(one, names[one.department].name if one.department in names else "") for one in shown],
        "state": state,
        "first": f"?state={state}" if after else "",
        "next": f"?state={state}&after={shown[-1].id}" if len(rows) > PAGE else "",
    }
    return render(request, "console/data/entities/conflicts.html", context)


@open_to_staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: HttpRequest) -> HttpResponse:
    """Which department follows what; an officer subscribes their own department."""
    actor, posted = actor_from(request), request.POST
    if request.method == "POST":
        try:
            made = entities.subscribe(
                posted.get("kind", ""),
                department=posted.get("department", ""),
                attributes=posted.getlist("attributes"),
                purpose=posted.get("purpose", ""),
                actor=actor,
            )
        except (entities.NotTogether, entities.PurposeMissing, entities.UnknownKind) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("console:entities-subscriptions"))
        messages.success(request, gettext("已订阅。"))
        return HttpResponseRedirect(reverse("console:entities-subscription", args=[made.id]))
    own = sorted({role.department for role in actor.roles if role.slug == "data-officer"})
    rows = entities.subscriptions(actor)
    known = {one.slug: one for one in entities.kinds()}
    names = orgs.departments_named({*own, *(row.department for row in rows)})
    chosen = known.get(request.GET.get("kind", "")) or next(iter(known.values()), None)
    context = {
        "rows": [
            (
                row,
                names[row.department].name,
                [known[row.kind].attribute(one).title for one in row.attributes],
            )
            for row in rows
            if row.kind in known
        ],
        "own": [(one, names[one].name) for one in own if one in names],
        "kinds": known.values(),
        "chosen": chosen,
    }
    return render(request, "console/data/entities/subscriptions.html", context)


@open_to_staff("data-officer")
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, number: int) -> HttpResponse:
    """What a department has not taken yet: who changed and in what, never the values; acknowledging moves the mark."""
    actor = actor_from(request)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "end":
                entities.unsubscribe(number, actor=actor)
                messages.success(request, gettext("已取消订阅。"))
                return HttpResponseRedirect(reverse("console:entities-subscriptions"))
            entities.acknowledge(number, request.POST.get("cursor", "0"), actor=actor)
            messages.success(request, gettext("已确认收到。"))
        except (YiwangError, ValueError) as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("console:entities-subscription", args=[number]))
    lines = entities.pending(number, actor=actor, limit=_FEED)
    found = next(one for one in entities.subscriptions(actor) if one.id == number)
    titles = {one.name: one.title for one in entities.kind_of(found.kind).attributes}
    context = {
        "subscription": found,
        "lines": [(one, [titles[name] for name in one.attributes if name in titles]) for one in lines],
        "cursor": lines[-1].cursor if lines else "",
    }
    return render(request, "console/data/entities/subscription.html", context)


def shell(request: HttpRequest, kind: str, tab: str) -> dict[str, object]:
    """What every page of one register needs: its name, and which tabs the reader may open."""
    actor = actor_from(request)
    return {
        "kind": entities.kind_of(kind),
        "tab": tab,
        "may_look": may(actor, "entities.look"),
        "may_compare": may(actor, "entities.compare"),
        "may_verify": may(actor, "entities.verify"),
        "may_decide": may(actor, "entities.decide"),
    }
