"""What is kept, until when, and on what basis: partitions of the lake and of the archive beside their clocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from yiwang.calendar.api import day_of
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.stewardship.models import Archive, Destruction, Hold, Policy
from yiwang.stewardship.rules.retention import after_years, partition_key, period_end
from yiwang.stewardship.tables import retention_rule
from yiwang.stewardship.types import Term


@dataclass
class _Part:
    """One partition while it is being put together."""

    partition: dict[str, Any]
    end: date
    rows: int = 0
    bytes: int = 0
    archived: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


def terms(resource: str = "") -> Iterator[Term]:
    """Every partition of every collected resource (or of one) with its terms."""
    held = {one.name: one for one in (_one(resource) if resource else lake.tables(layer="ods"))}
    archived: dict[str, list[Archive]] = {}
    for row in Archive.objects.filter(gone_at=None, **({"resource": resource} if resource else {})):
        archived.setdefault(row.table, []).append(row)
    slugs = {catalogue.slug_of_table(name): name for name in {*held, *archived}}
    known = catalogue.resources_named(slugs)
    policies = {row.pk: row for row in Policy.objects.filter(pk__in=known)}
    holds = dict(Hold.objects.filter(resource__in=known, lifted_at=None).values_list("resource", "letter"))
    going = {
        (row.table, row.key): row.pk for row in Destruction.objects.exclude(state__in=("done", "cancelled"))
    }
    rule = retention_rule(timezone.localdate())
    for slug, name in sorted(slugs.items()):
        if (view := known.get(slug)) is None:
            continue
        policy = policies.get(slug)
        active = min(policy.active_years if policy else rule.active_years, view.retention_years or 1000)
        for key, part in sorted(_parts(held.get(name), archived.get(name, [])).items()):
            yield Term(
                resource=slug,
                name=view.name,
                department=view.department,
                table=name,
                partition=part.partition,
                key=key,
                rows=part.rows,
                bytes=part.bytes,
                period_end=part.end,
                archive_on=after_years(part.end, active),
                # No years in the catalogue: kept until somebody says for how long.
                due_on=after_years(part.end, view.retention_years) if view.retention_years else None,
                basis=policy.basis if policy else rule.basis.zh,
                retention_years=view.retention_years,
                hold=holds.get(slug, ""),
                archived=part.archived,
                destruction=going.get((name, key)),
            )


def term(resource: str, key: str) -> Term | None:
    """One partition's terms."""
    return next((one for one in terms(resource) if one.key == key), None)


def _one(resource: str) -> tuple[lake.TableView, ...]:
    try:
        return (lake.table(catalogue.table_of(resource)),)
    except lake.NoSuchTable:
        return ()


def _parts(table: lake.TableView | None, archived: list[Archive]) -> dict[str, _Part]:
    found: dict[str, _Part] = {}
    for file in lake.file_views(table.name) if table else ():
        assert table is not None
        partition = dict(file.partition)
        key = partition_key(partition)
        part = found.setdefault(
            key, _Part(partition, period_end(partition, otherwise=day_of(table.changed_at)))
        )
        part.rows += file.rows
        part.bytes += file.bytes
    for row in archived:
        part = found.setdefault(row.key, _Part(dict(row.partition), row.period_end))
        part.rows += row.rows
        part.bytes += row.bytes
        part.archived = True
    return found
