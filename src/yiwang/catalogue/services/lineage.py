"""Record what a run made from what."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.catalogue.errors import BadLineage
from yiwang.catalogue.models import Edge, Outbound, Run
from yiwang.catalogue.rules.events import open_lineage_event
from yiwang.catalogue.rules.nodes import is_node
from yiwang.catalogue.services.outbox import LINEAGE
from yiwang.catalogue.types import LineageRun
from yiwang.ledger import api as ledger

#: One writer at a time: two that each add half of a way would both miss the whole.
_LOCK = 0x59574C4E
#: New edges join everything above them with everything below; repeated until no shorter way is found. Edges of one
#: call are joined together, so that a run of a thousand columns costs a few statements and not a thousand.
_JOIN = """
    WITH fresh AS (SELECT * FROM unnest(%s::text[], %s::text[]) AS edge(source, target)),
    above AS (
        SELECT c.source, f.source AS via, f.target, c.depth FROM fresh f
        JOIN catalogue_closure c ON c.target = f.source
        UNION ALL SELECT source, source, target, 0 FROM fresh
    ),
    ways AS (
        SELECT a.source, a.target, a.depth + 1 AS depth FROM above a
        UNION ALL
        SELECT a.source, c.target, a.depth + 1 + c.depth FROM above a JOIN catalogue_closure c ON c.source = a.target
    )
    INSERT INTO catalogue_closure (source, target, depth)
    SELECT source, target, min(depth) FROM ways WHERE source <> target GROUP BY source, target
    ON CONFLICT (source, target) DO UPDATE SET depth = EXCLUDED.depth
    WHERE catalogue_closure.depth > EXCLUDED.depth
"""
_ANEW = """
    WITH RECURSIVE ways (source, target, depth) AS (
        SELECT source, target, 1 FROM catalogue_edge
        UNION
        SELECT w.source, e.target, w.depth + 1 FROM ways w JOIN catalogue_edge e ON e.source = w.target
        WHERE w.depth < 40 AND e.target <> w.source
    )
    INSERT INTO catalogue_closure (source, target, depth)
    SELECT source, target, min(depth) FROM ways WHERE source <> target GROUP BY source, target
"""
_WHOLE = 40


def record_lineage(run: LineageRun, *, by: access.Actor) -> None:
    """Keep a run and replace what its job said before about the columns it wrote; the same `run_id` again does nothing.

    The OpenLineage event goes into the outbox in the same transaction.

    Raises:
        BadLineage: a node is not named in the house's way. Refused.
    """
    access.require(by, "catalogue.record-lineage", None)
    for edge in run.columns:
        for node in (edge.source, edge.target):
            if not is_node(node):
                raise BadLineage(node)
    for dataset in (*run.inputs, *run.outputs):
        if not is_node(dataset.name, column=False):
            raise BadLineage(dataset.name)
    now = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        names = {"inputs": [one.name for one in run.inputs], "outputs": [one.name for one in run.outputs]}
        row, created = Run.objects.get_or_create(
            run_id=run.run_id,
            defaults={"job": run.job, "at": now, "by": by.ref, "sql": run.sql, "datasets": names},
        )
        if not created:
            return
        _replace(run, row)
        Outbound.objects.create(
            channel=LINEAGE,
            subject=f"job:{run.job}"[:120],
            action="complete",
            payload=open_lineage_event(run, now),
            next_at=now,
            created_at=now,
        )
        ledger.record(
            "catalogue.lineage-recorded",
            by=by.ref,
            subject=f"job:{run.job}"[:100],
            detail={"run": run.run_id, "columns": len(run.columns), **names},
        )


def _replace(run: LineageRun, row: Run) -> None:
    wanted = {(edge.source, edge.target): edge.transformation for edge in run.columns}
    standing = set(Edge.objects.filter(job=run.job).values_list("source", "target"))
    gone = standing - set(wanted)
    Edge.objects.bulk_create(
        [
            Edge(source=source, target=target, job=run.job, transformation=how[:300], run=row)
            for (source, target), how in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["source", "target", "job"],
        update_fields=["transformation", "run"],
        batch_size=1000,
    )
    if gone:
        sources, targets = zip(*gone, strict=True)
        Edge.objects.filter(job=run.job, source__in=sources, target__in=targets).exclude(run=row).delete()
        _rebuild()
    elif fresh := [pair for pair in wanted if pair not in standing]:
        _join(fresh)


def _join(pairs: Iterable[tuple[str, str]]) -> None:
    """Add the ways that new edges open. Each round lengthens what the edges of this call make among themselves."""
    sources, targets = (list(part) for part in zip(*pairs, strict=True))
    with connection.cursor() as cursor:
        for _ in range(_WHOLE):
            cursor.execute(_JOIN, [sources, targets])
            if cursor.rowcount == 0:
                return


def _rebuild() -> None:
    """A way that is gone may have carried others: the closure is made anew from the edges."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_closure")
        cursor.execute(_ANEW)
