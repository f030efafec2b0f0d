"""Finding out from which file a leak comes."""

import csv
import io

from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.stewardship.models import ExportRequest
from yiwang.stewardship.reading import export_view
from yiwang.stewardship.rules.watermark import row_mark, shared_rows, traces_in, unmarked
from yiwang.stewardship.types import Traced


def trace(*, actor: Actor, leaked: str) -> tuple[Traced, ...]:
    """The files a leaked text may come from, the surest first: by the mark in it, else by the rows it has of a file.

    Rows are compared in the order of columns that the file had; a single row is enough. Raises Refused.
    """
    require(actor, "stewardship.trace", None)
    marks = traces_in(leaked)
    lines = [line for line in csv.reader(io.StringIO(unmarked(leaked))) if line]
    wanted = {row_mark([_plain(cell) for cell in line]) for line in lines}
    found = [
        Traced(export_view(row), by_mark=True, rows=shared_rows(bytes(row.row_marks), wanted), of=len(wanted))
        for row in ExportRequest.objects.filter(trace__in=marks)
    ]
    if not found:
        for row in ExportRequest.objects.exclude(fetched_at=None).order_by("-id").iterator(chunk_size=20):
            if number := shared_rows(bytes(row.row_marks), wanted):
                found.append(Traced(export_view(row), by_mark=False, rows=number, of=len(wanted)))
        found.sort(key=lambda one: -one.rows)
    ledger.record(
        "stewardship.traced",
        by=actor.ref,
        subject=f"export:{found[0].export.id}" if found else "export:none",
        detail={"by_mark": bool(marks), "candidates": len(found), "at": timezone.now()},
    )
    return tuple(found)


def _plain(cell: str) -> str:
    """A cell without what was put before it against formulas."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t\r" else cell
