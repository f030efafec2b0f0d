"""From rows to what crosses the door."""

from django.db.models import Count, F, Sum

from yiwang.collection.models import Load
from yiwang.collection.rules.states import STATES
from yiwang.collection.services.send_back import fault_lines
from yiwang.collection.types import LoadView
from yiwang.text import Text


def load_view(row: Load) -> LoadView:
    """A load as it is now."""
    broken = row.state in ("reading", "staged", "admitted") and bool(row.error_code)
    # A list has counted already, all its rows in one query.
    chunks, read = getattr(row, "chunk_count", None), getattr(row, "read_count", None)
    if chunks is None:
        found = row.checkpoints.aggregate(chunks=Count("pk"), read=Sum(F("rows") + F("spoiled")))
        chunks, read = found["chunks"], found["read"]
    return LoadView(
        id=row.pk,
        source=row.source.slug if row.source else "",
        resource=row.resource,
        department=row.department_code,
        state=row.state,
        state_text=Text("已中断，可继续", "Broken off, can go on") if broken else STATES[row.state],
        file_name=row.file_name,
        started_at=row.started_at,
        finished_at=row.finished_at,
        chunks=chunks,
        read_rows=row.source_rows if row.source_rows is not None else read or 0,
        source_rows=row.source_rows,
        staged_rows=row.staged_rows,
        landed_rows=row.landed_rows,
        rejected_rows=row.rejected_rows,
        outstanding=row.outstanding,
        repeats=row.repeats,
        source_hash=row.source_hash,
        staged_hash=row.staged_hash,
        landed_hash=row.landed_hash,
        snapshot_id=row.snapshot_id,
        table=row.table,
        corrects=row.corrects_id,
        duplicate_of=row.duplicate_of_id,
        error=Text.of(row.error or ""),
        remedy=Text.of(row.remedy or ""),
        notes=tuple(Text.of(one) for one in row.notes),
        faults=fault_lines(row),
        attempts=row.attempts,
        by=row.by_ref,
    )
