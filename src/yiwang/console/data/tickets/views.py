"""Tickets: what waits for one's department, one ticket with its evidence, the answer and its verification."""

import csv
import io
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.console.data.tickets.menu import READERS
from yiwang.orgs import api as orgs
from yiwang.tickets import api as tickets

PAGE = 50
_FILTERS = ("kind", "state", "department")
#: Evidence longer than this is a table of its own and not a line of facts.
_SHORT = 200


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """One page of the tickets the reader may see, the nearest deadline first."""
    actor = actor_from(request)
    chosen = {name: request.GET.get(name, "") for name in _FILTERS}
    chosen["state"] = request.GET.get("state", "open")
    wanted = tickets.TicketFilter(
        kind=chosen["kind"] if chosen["kind"] in tickets.KINDS else "",
        state=chosen["state"] if chosen["state"] in tickets.STATES else "",
        department=chosen["department"],
        overdue=request.GET.get("overdue") == "1",
    )
    after = request.GET.get("after", "")
    page = tickets.tickets(actor, wanted, after=after, limit=PAGE)
    names = orgs.departments_named({row.department for row in page.rows})
    kept = urlencode({**chosen, **({"overdue": "1"} if wanted.overdue else {})})
    context = {
        "rows": [(row, names[row.department].name if row.department in names else "") for row in page.rows],
        "chosen": chosen,
        "overdue": wanted.overdue,
        "kinds": tickets.KINDS.items(),
        "states": tickets.STATES.items(),
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&{urlencode({'after': page.next})}" if page.next else "",
    }
    return render(request, "console/data/tickets/list.html", context)


@open_to_staff(*READERS)
@require_safe
def ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """One ticket: what is wrong, what shows it, what was done; with `?rows=csv` its failing rows as a file."""
    actor = actor_from(request)
    found = tickets.ticket(ticket_id, actor)
    facts, rows = _evidence(found.evidence)
    if request.GET.get("rows") == "csv" and rows:
        return _as_csv(rows, f"ticket-{ticket_id}.csv")
    context = {
        "ticket": found,
        "department": orgs.department(found.department).name,
        "facts": facts,
        "columns": list(rows[0]) if rows else [],
        "rows": [list(row.values()) for row in rows],
        "steps": tickets.story(ticket_id, actor),
        "outcomes": tickets.ANSWERS.items(),
        "may_answer": found.state != "closed" and may(actor, "tickets.answer", found.department),
        "may_verify": found.state == "answered" and may(actor, "tickets.verify", found.department),
        "asks_value": found.evidence.get("attribute", ""),
        "transaction": uuid.uuid4(),
    }
    return render(request, "console/data/tickets/ticket.html", context)


@open_to_staff("data-officer")
@require_POST
def answer(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """The department answers."""
    posted, actor = request.POST, actor_from(request)
    attribute = tickets.ticket(ticket_id, actor).evidence.get("attribute", "")
    value = posted.get("value", "").strip()
    try:
        tickets.answer(
            ticket_id=ticket_id,
            outcome=posted.get("outcome", ""),
            answer=posted.get("answer", ""),
            correction={attribute: value} if attribute and value else {},
            actor=actor,
            transaction_id=posted.get("transaction") or str(uuid.uuid4()),
        )
    except (tickets.SayWhat, tickets.WrongTurn) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已答复，等待核验。"))
    return HttpResponseRedirect(reverse("console:tickets-one", args=[ticket_id]))


@open_to_staff("data-steward")
@require_POST
def verify(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """The bureau accepts the answer or sends it back."""
    posted = request.POST
    try:
        tickets.verify(
            ticket_id=ticket_id,
            accepted=posted.get("do") == "accept",
            note=posted.get("note", ""),
            actor=actor_from(request),
            transaction_id=posted.get("transaction") or str(uuid.uuid4()),
        )
    except (tickets.SayWhat, tickets.WrongTurn) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已核验。"))
    return HttpResponseRedirect(reverse("console:tickets-one", args=[ticket_id]))


def _evidence(evidence: Mapping[str, Any]) -> tuple[list[tuple[str, str]], list[Mapping[str, Any]]]:
    """Evidence as facts, and as a table when it holds rows (a list of mappings under any name)."""
    facts: list[tuple[str, str]] = []
    rows: list[Mapping[str, Any]] = []
    for name, value in evidence.items():
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            rows = rows or value
        elif isinstance(value, list):
            facts.append((name, "、".join(str(one) for one in value)[:_SHORT]))
        elif isinstance(value, Mapping):
            facts += [(f"{name} · {key}", str(inner)[:_SHORT]) for key, inner in value.items()]
        elif value not in ("", None):
            facts.append((name, str(value)[:_SHORT]))
    return facts, rows


def _as_csv(rows: list[Mapping[str, Any]], name: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(_harmless(value) for value in row.values())
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _harmless(value: object) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
