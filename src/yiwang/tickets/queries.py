"""Reading tickets: one, a page of them, and how departments keep their deadlines."""

from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from yiwang.access.api import Actor, may, require
from yiwang.text import Text
from yiwang.tickets.errors import NoSuchTicket
from yiwang.tickets.models import Ticket
from yiwang.tickets.permissions import AT_HOME, sees_all
from yiwang.tickets.reading import view
from yiwang.tickets.types import DepartmentCount, Page, Step, TicketFilter, TicketView

ACTS: dict[str, Text] = {
    "opened": Text("派发", "Sent"),
    "answered": Text("答复", "Answered"),
    "accepted": Text("核验通过", "Accepted"),
    "returned": Text("退回重办", "Sent back"),
    "resolved": Text("复查通过", "Passed when checked again"),
}
_EVERYTHING = TicketFilter()


def ticket(ticket_id: int, actor: Actor) -> TicketView:
    """One ticket. Raises `NoSuchTicket` when there is none or the actor must not see it."""
    row = Ticket.objects.filter(pk=ticket_id).first()
    if row is None or not may(actor, "tickets.read", row.department):
        raise NoSuchTicket
    return view(row)


def story(ticket_id: int, actor: Actor) -> tuple[Step, ...]:
    """What was done with a ticket, oldest first. Raises as `ticket`."""
    ticket(ticket_id, actor)
    rows = Ticket.objects.get(pk=ticket_id).steps.order_by("id")
    return tuple(Step(row.at, row.by_name or row.by_ref, ACTS[row.act], row.note) for row in rows)


def tickets(actor: Actor, wanted: TicketFilter = _EVERYTHING, *, after: str = "", limit: int = 50) -> Page:
    """The tickets the actor may see, the nearest deadline first; `after` is the `next` of the page before.

    Raises:
        Refused: no post of the actor's has to do with tickets.
    """
    require(actor, "tickets.read", None)
    rows = Ticket.objects.filter(_visible(actor) & _narrowed(wanted)).order_by("due_at", "id")
    if after:
        stamp, _, number = after.rpartition("~")
        at = datetime.fromisoformat(stamp)
        rows = rows.filter(Q(due_at__gt=at) | Q(due_at=at, id__gt=int(number)))
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        tuple(view(row) for row in found[:limit]),
        f"{last.due_at.isoformat()}~{last.pk}" if last else "",
    )


def open_count(actor: Actor) -> int:
    """How many tickets wait for the actor's departments."""
    return Ticket.objects.filter(_visible(actor), state="open").count()


def _visible(actor: Actor) -> Q:
    if sees_all(actor):
        return Q()
    return Q(department__in={role.department for role in actor.roles if role.slug in AT_HOME})


def _narrowed(wanted: TicketFilter) -> Q:
    rows = Q()
    for column in ("kind", "state", "department", "resource"):
        if value := getattr(wanted, column):
            rows &= Q(**{column: value})
    if wanted.overdue:
        rows &= Q(state="open", due_at__lt=timezone.now())
    return rows


def statistics(*, since: datetime, until: datetime) -> tuple[DepartmentCount, ...]:
    """By department: tickets opened from `since` up to `until` (exclusive), answered, in time, overdue now.

    `median_days` counts calendar days from opening to the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT department, count(*), count(answered_at),
                   count(*) FILTER (WHERE answered_at <= due_at),
                   count(*) FILTER (WHERE answered_at IS NULL AND due_at < %s),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - opened_at) / 86400)
            FROM tickets_ticket WHERE opened_at >= %s AND opened_at < %s GROUP BY department ORDER BY department
            """,
            [timezone.now(), since, until],
        )
        return tuple(DepartmentCount(*row) for row in cursor.fetchall())
