"""Rows handed over by rooms above."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from django.db import connection, transaction
from django.db.models import Max

from yiwang.access.api import Actor, require
from yiwang.topics.models import FedRow


def put(slug: str, table: str, rows: Sequence[tuple[str, datetime, Mapping[str, Any]]], *, by: Actor) -> int:
    """Keep the newest state of rows (key, as of when, values); an older state than the one kept is ignored.

    Returns how many changed. The next build or query of the store takes them up. Raises Refused.
    """
    require(by, "topics.feed")
    changed = 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Serials grow in the order of commits, or a build could pass over a row that commits after it.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"topics:fed:{slug}.{table}"]
            )
        kept = {
            one.key: one
            for one in FedRow.objects.filter(store_slug=slug, table=table, key__in=[row[0] for row in rows])
        }
        serial = fed_serial(slug, table)
        for key, as_of, values in rows:
            plain = {name: _plain(value) for name, value in values.items()}
            standing = kept.get(key)
            if standing and (standing.as_of > as_of or standing.row == plain):
                continue
            serial += 1
            changed += 1
            kept[key], _ = FedRow.objects.update_or_create(
                store_slug=slug,
                table=table,
                key=key,
                defaults={"row": plain, "as_of": as_of, "serial": serial},
            )
    return changed


def fed_serial(slug: str, table: str) -> int:
    """How far the rows of a fed table have come."""
    found = FedRow.objects.filter(store_slug=slug, table=table).aggregate(last=Max("serial"))["last"]
    return int(found or 0)


def fed_rows(slug: str, table: str) -> pa.Table:
    """The rows of a fed table, in the order of their keys."""
    rows = list(
        FedRow.objects.filter(store_slug=slug, table=table).order_by("key").values_list("row", flat=True)
    )
    names = sorted({name for row in rows for name in row}) or ["key"]
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


def _plain(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
