"""Looking at what a resource's table really holds."""

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.stewardship.models import Finding
from yiwang.stewardship.reading import finding_view
from yiwang.stewardship.rules.recognise import scan as scan_sql
from yiwang.stewardship.tables import Recogniser, recognisers
from yiwang.stewardship.types import Scan


def scan(*, by: Actor, resource: str) -> Scan:
    """Run every recogniser over every text column in one scan; columns labelled too low become findings.

    No value leaves the scan, only counts. A finding that stands is refreshed, one that the catalogue has settled since is
    closed.

    Raises:
        Refused; catalogue.ResourceMissing; lake.NoSuchTable when nothing was collected yet.
    """
    require(by, "stewardship.label", resource)
    known = catalogue.resource(resource)
    table = lake.table(catalogue.table_of(resource))
    held = {column.name for column in table.columns if column.type == "string"}
    fields = [field for field in known.fields if field.name in held]
    kinds = list(recognisers().values())
    if table.snapshot_id is None or not fields:
        return Scan(resource, table.rows, 0, {}, ())
    sql = scan_sql([field.name for field in fields], [one.check for one in kinds])
    with lake.connect() as connection:
        lake.view(connection, "data", table.name, snapshot_id=table.snapshot_id)
        row = connection.execute(sql).fetchone() or ()
    counts = [int(one) for one in row]
    recognised: dict[str, str] = {}
    found: list[Finding] = []
    with transaction.atomic():
        width = 1 + len(kinds)
        for place, field in enumerate(fields):
            values, *hits = counts[place * width : (place + 1) * width]
            best = _best(kinds, values, hits)
            if best is None:
                _close(resource, field.name, "")
                continue
            kind, number = best
            recognised[field.name] = kind.slug
            _close(resource, field.name, kind.slug)
            if field.grade >= kind.grade and _covers(field.category, kind.category):
                _close(resource, field.name, "")
                continue
            found.append(_keep(known, field, kind, values, number, table.snapshot_id))
        ledger.record(
            "stewardship.scanned",
            by=by.ref,
            subject=f"resource:{resource}",
            detail={"rows": table.rows, "recognised": recognised, "findings": len(found)},
        )
    return Scan(resource, table.rows, len(fields), recognised, tuple(finding_view(one) for one in found))


def _best(kinds: list[Recogniser], values: int, hits: list[int]) -> tuple[Recogniser, int] | None:
    """The recogniser that most values fit, if enough do."""
    fitting = [
        (kind, number)
        for kind, number in zip(kinds, hits, strict=True)
        if values and number / values >= kind.share
    ]
    return max(fitting, key=lambda one: (one[1], one[0].grade), default=None)


def _covers(category: str, wanted: str) -> bool:
    """Personal data must be called so; which kind of personal data it is, the steward knows better."""
    return category.partition(".")[0] == wanted.partition(".")[0] or not wanted.startswith("personal")


def _keep(
    resource: catalogue.ResourceView,
    field: catalogue.FieldView,
    kind: Recogniser,
    values: int,
    hits: int,
    snapshot_id: int,
) -> Finding:
    row, _ = Finding.objects.update_or_create(
        resource=resource.slug,
        field=field.name,
        recogniser=kind.slug,
        state="open",
        defaults={
            "department": resource.department,
            "values": values,
            "hits": hits,
            "grade_now": field.grade,
            "category_now": field.category,
            "grade_proposed": max(field.grade, kind.grade),
            "category_proposed": kind.category,
            "snapshot_id": snapshot_id,
            "found_at": timezone.now(),
        },
    )
    return row


def _close(resource: str, field: str, but: str) -> None:
    """Close findings of a field that do not hold any more; `but` is the recogniser that still does."""
    rows = Finding.objects.filter(resource=resource, field=field, state="open").exclude(recogniser=but)
    rows.update(state="settled", decided_at=timezone.now())
