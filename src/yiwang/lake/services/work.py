"""Compaction asked for from a page, done by the worker, with its progress where the page can look."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.bus import api as bus
from yiwang.errors import YiwangError
from yiwang.lake.models import Work
from yiwang.lake.queries import row_of
from yiwang.lake.services.compact import compact
from yiwang.lake.types import WorkView
from yiwang.text import Text

#: A work that has not moved for so long lost its worker; another may be asked for.
LOST = timedelta(minutes=30)
_INTERRUPTED = Text("整理中断。", "The compaction was interrupted.")


def ask_compaction(name: str, *, by: Actor) -> int:
    """Have the worker compact a table; returns the work's id, that of the one under way if there is one.

    Raises Refused, NoSuchTable.
    """
    require(by, "lake.maintain")
    row = row_of(name)
    now = timezone.now()
    Work.objects.filter(table=row, state__in=["waiting", "running"], seen_at__lt=now - LOST).update(
        state="failed", problem=_INTERRUPTED.as_dict()
    )
    try:
        with transaction.atomic():
            work = Work.objects.create(table=row, by_ref=by.ref, asked_at=now, seen_at=now)
            bus.defer(compact_asked, work_id=work.pk)
            return work.pk
    except IntegrityError:
        return Work.objects.get(table=row, state__in=["waiting", "running"]).pk


@bus.task("lake.compact")
def compact_asked(work_id: int) -> None:
    """Do one work that was asked for."""
    work = Work.objects.select_related("table").get(pk=work_id)
    if work.state != "waiting":
        return

    def progress(done: int, total: int) -> None:
        Work.objects.filter(pk=work_id).update(done_bytes=done, total_bytes=total, seen_at=timezone.now())

    Work.objects.filter(pk=work_id).update(state="running", seen_at=timezone.now())
    try:
        made = compact(work.table.name, by=SYSTEM("lake"), progress=progress)
    except YiwangError as problem:
        Work.objects.filter(pk=work_id).update(state="failed", problem=problem.message.as_dict())
        return
    except Exception:
        Work.objects.filter(pk=work_id).update(state="failed", problem=_INTERRUPTED.as_dict())
        raise
    Work.objects.filter(pk=work_id).update(state="done", files=made.files_after, seen_at=timezone.now())


def newest_work(name: str) -> WorkView | None:
    """The last compaction asked for of a table, if any."""
    row = Work.objects.filter(table__name=name).select_related("table").order_by("-id").first()
    if row is None:
        return None
    return WorkView(
        id=row.pk,
        table=row.table.name,
        state=row.state,
        done_bytes=row.done_bytes,
        total_bytes=row.total_bytes,
        files=row.files,
        problem=Text.of(row.problem),
        asked_at=row.asked_at,
    )
