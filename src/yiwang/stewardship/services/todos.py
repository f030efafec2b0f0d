"""What a chief has to do in each period."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.stewardship.errors import Incomplete, NothingThere
from yiwang.stewardship.models import Appointment, Todo
from yiwang.stewardship.rules.periods import due_on
from yiwang.stewardship.tables import duties
from yiwang.text import Text


def open_todos(on: date) -> int:
    """Write down every chief's duties of the periods that a day lies in, once; returns how many were new."""
    rows = []
    for appointment in Appointment.objects.filter(ended_on=None, since__lte=on):
        for slug in appointment.duties:
            duty = duties().get(slug)
            if duty is not None:
                period, due = due_on(duty.cycle, on, duty.due_day)
                rows.append(Todo(appointment=appointment, duty=slug, period=period, due_on=due))
    before = Todo.objects.count()
    Todo.objects.bulk_create(rows, ignore_conflicts=True)
    return Todo.objects.count() - before


def finish_todo(*, actor: Actor, todo_id: int, note: str) -> None:
    """The chief says what was done. Raises NothingThere, Refused, Incomplete."""
    with transaction.atomic():
        row = (
            Todo.objects.select_for_update(of=("self",))
            .select_related("appointment")
            .filter(pk=todo_id)
            .first()
        )
        if row is None:
            raise NothingThere
        require(actor, "stewardship.chief", row.appointment.department)
        if not note.strip():
            raise Incomplete([Text("请写明办了什么", "Say what was done")])
        row.done_at, row.note = timezone.now(), note.strip()[:500]
        row.save()
        ledger.record(
            "stewardship.duty-done",
            by=actor.ref,
            subject=f"department:{row.appointment.department}",
            detail={"duty": row.duty, "period": row.period},
        )
