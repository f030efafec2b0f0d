"""Keeping what a scan counted."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.crypto import api as crypto
from yiwang.ledger import api as ledger
from yiwang.quality.definitions import told
from yiwang.quality.facts import TableChecked
from yiwang.quality.models import Run, RunRule
from yiwang.quality.rules.scoring import dimension_scores, score_rule, total_score
from yiwang.quality.types import Counts, Report, RuleCount, RuleSet


def keep(
    found: RuleSet,
    counts: Counts,
    *,
    trigger: str,
    table: str,
    by: Actor,
    snapshot_id: int | None = None,
    load_ref: str = "",
) -> Report:
    """Store a run with the count of every rule. A load that was kept before gives what was kept then."""
    if load_ref:
        before = Run.objects.filter(resource=found.resource, load_ref=load_ref).first()
        if before is not None:
            return _report(before, counts)
    dimensions = dimension_scores(counts.rules)
    with transaction.atomic():
        run = Run.objects.create(
            resource=found.resource,
            department=found.department,
            trigger=trigger,
            table=table,
            snapshot_id=snapshot_id,
            load_ref=load_ref,
            rows=counts.rows,
            held_back=counts.held_back,
            flagged=counts.flagged,
            score=total_score(dimensions, score_rule(found.on)),
            dimensions=dimensions,
            seconds=counts.seconds,
            by_ref=by.ref,
            at=timezone.now(),
        )
        RunRule.objects.bulk_create(
            RunRule(
                run=run,
                position=position,
                slug=one.rule.id,
                definition=told(one.rule),
                checked=one.checked,
                failed=one.failed,
                skipped=one.skipped.as_dict() if one.skipped else {},
                samples=crypto.seal_field(json.dumps(_samples(one), ensure_ascii=False))
                if one.samples
                else "",
            )
            for position, one in enumerate(counts.rules)
        )
        detail = {"rows": counts.rows, "flagged": counts.flagged, "table": table}
        ledger.record("quality.checked", by=by.ref, subject=f"resource:{found.resource}", detail=detail)
        bus.publish(
            TableChecked(run.pk, found.resource, found.department, counts.rows, counts.flagged, run.score)
        )
    return _report(run, counts)


def keep_admission(found: RuleSet, counts: Counts, *, load_ref: str, table: str, by: Actor) -> Report:
    """Store what a review before admission counted, once a load (`load_ref`, such as `load:17`)."""
    return keep(found, counts, trigger="admission", table=table, load_ref=load_ref, by=by)


def _samples(one: RuleCount) -> list[list[Any]]:
    return [[list(sample.key), list(sample.value)] for sample in one.samples]


def _report(run: Run, counts: Counts) -> Report:
    return Report(
        id=run.pk,
        resource=run.resource,
        department=run.department,
        trigger=run.trigger,
        table=run.table,
        snapshot_id=run.snapshot_id,
        at=run.at,
        counts=counts,
        score=run.score,
        dimensions=run.dimensions,
    )
