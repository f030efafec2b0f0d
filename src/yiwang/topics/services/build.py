"""Build a store from the newest snapshots of its sources."""

import uuid
from collections.abc import Callable

import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.catalogue import api as catalogue
from yiwang.crypto.api import sm3
from yiwang.errors import YiwangError
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.text import Text
from yiwang.topics.errors import NoSuchStore
from yiwang.topics.facts import TopicBuilt
from yiwang.topics.models import BuiltTable, Store
from yiwang.topics.rules.definition import alias, read_definition
from yiwang.topics.rules.lineage import tables_in
from yiwang.topics.rules.shapes import columns_of
from yiwang.topics.rules.statements import scored_sql, table_sql
from yiwang.topics.services import columns as made
from yiwang.topics.services.entity_keys import with_entities
from yiwang.topics.services.feed import fed_rows, fed_serial
from yiwang.topics.services.tell_lineage import tell_lineage
from yiwang.topics.types import BuildReport, Definition, TableDefinition

Progress = Callable[[str, int, int], None]


class _Waiting(Exception):
    """Sources that have no data yet."""

    def __init__(self, sources: list[str]) -> None:
        super().__init__("、".join(sources))


def build(slug: str, *, by: Actor, progress: Progress | None = None) -> BuildReport:
    """Build the tables whose sources changed since they were built; `progress` hears (table, done, all).

    Two builds of one store follow one another. A table that cannot be built keeps its last good rows, with the
    reason; the others are built all the same.

    Raises:
        NoSuchStore, Refused.
    """
    require(by, "topics.build")
    row = Store.objects.filter(slug=slug, retired=False).first()
    if row is None:
        raise NoSuchStore(slug)
    definition = read_definition(row.content)
    done: dict[str, str] = {}
    problems: dict[str, Text] = {}
    resources = catalogue.resources_named(definition.sources)
    for number, table in enumerate(definition.tables):
        try:
            with transaction.atomic():
                _one_at_a_time(slug)
                done[table.name] = _table(row, definition, table, resources, by)
        except _Waiting as missing:
            done[table.name] = "waiting"
            problems[table.name] = Text(
                f"来源尚未汇聚：{missing}。请联系提供部门或数据汇聚负责人。",
                f"No data of {missing} yet: ask the department or whoever runs collection.",
            )
        except YiwangError as problem:
            done[table.name] = "failed"
            problems[table.name] = problem.message
        except ValueError as problem:
            done[table.name] = "failed"
            problems[table.name] = Text(f"列对不上：{problem}", f"Columns do not fit: {problem}")
        if table.name in problems:
            BuiltTable.objects.update_or_create(
                store=row,
                name=table.name,
                defaults={"state": done[table.name], "problem": problems[table.name].as_dict()},
            )
        if progress:
            progress(table.name, number + 1, len(definition.tables))
    built = tuple(name for name, what in done.items() if what == "built")
    if built:
        with transaction.atomic():
            ledger.record("topics.built", by=by.ref, subject=f"topic:{slug}", detail={"tables": list(built)})
            bus.publish(TopicBuilt(slug, built))
    return BuildReport(slug, done, problems)


def _one_at_a_time(slug: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"topics:{slug}"])


def _table(
    row: Store,
    definition: Definition,
    table: TableDefinition,
    resources: dict[str, catalogue.ResourceView],
    by: Actor,
) -> str:
    kept, _ = BuiltTable.objects.get_or_create(store=row, name=table.name)
    names = _columns_of_resource(table, resources)
    select = table_sql(table, names)
    known, snapshots, schema = _inputs(row, definition, table, select, resources)
    sql = scored_sql(table, select)
    fingerprint = sm3("\n".join([sql, repr(sorted(snapshots.items())), repr(table)]).encode()).hex()
    if fingerprint == kept.fingerprint and kept.lake_table:
        if kept.state != "current":
            BuiltTable.objects.filter(pk=kept.pk).update(state="current", problem={})
        return "kept"
    sources = made.sources_of(sql, schema, table)
    data = (
        fed_rows(row.slug, table.name)
        if table.fed
        else lake.query(sql, {name: lake.TableAt(at, snapshots[name]) for name, at in known.items()})
    )
    data, extra = with_entities(data, table, by=by)
    described = made.describe(data.schema.names, sources, extra, row, definition, resources, table)
    target, landed = _land(row, table, data, fingerprint, kept, by)
    BuiltTable.objects.filter(pk=kept.pk).update(
        state="current",
        problem={},
        fingerprint=fingerprint,
        lake_table=target,
        snapshot_id=landed.snapshot_id,
        rows=data.num_rows,
        columns=[one.stored() for one in described],
        sources={name: str(at) for name, at in snapshots.items()},
        built_at=timezone.now(),
    )
    run_id = f"{target}:{landed.snapshot_id}"
    tell_lineage(row.slug, table, described, definition, run_id, sql=sql, by=by)
    return "built"


def _columns_of_resource(
    table: TableDefinition, resources: dict[str, catalogue.ResourceView]
) -> tuple[str, ...]:
    if not table.resource:
        return ()
    return tuple(one.name for one in resources[table.resource].fields if one.name != "updated_at")


def _inputs(
    row: Store,
    definition: Definition,
    table: TableDefinition,
    select: str,
    resources: dict[str, catalogue.ResourceView],
) -> tuple[dict[str, str], dict[str, int], dict[str, dict[str, str]]]:
    """What a table reads: lake tables by alias, their snapshots now, their columns. Raises _Waiting."""
    if table.fed:
        return {}, {table.name: fed_serial(row.slug, table.name)}, {}
    by_alias = {alias(slug): slug for slug in definition.sources}
    built = {one.name: one for one in BuiltTable.objects.filter(store=row)}
    there = {one.name: one for one in lake.tables()}
    known, snapshots, missing = {}, {}, []
    schema: dict[str, dict[str, str]] = {}
    for name in sorted(tables_in(select)):
        earlier = built.get(name) if name not in by_alias else None
        at = earlier.lake_table if earlier else catalogue.table_of(by_alias.get(name, name))
        view = there.get(at)
        if view is None or view.snapshot_id is None:
            missing.append(name)
            continue
        known[name], snapshots[name] = at, view.snapshot_id
        schema[name] = {one.name: lake.duckdb_type(one.type) for one in view.columns}
    if missing:
        raise _Waiting(missing)
    return known, snapshots, schema


def _land(
    row: Store, table: TableDefinition, data: pa.Table, fingerprint: str, kept: BuiltTable, by: Actor
) -> tuple[str, lake.SnapshotView]:
    """Put the rows in the place of the last build's. A table of another shape gets a place of its own."""
    columns = columns_of(data.schema)
    shape = sm3(repr([(one.name, one.type) for one in columns]).encode()).hex()[:8]
    target = f"ads.{alias(row.slug)}__{table.name}_{shape}"
    lake.define_table(target, columns, by=by)
    # Built before, changed and changed back: the rows of then are not those that stand now.
    load_id = f"{fingerprint[:32]}-{kept.snapshot_id or uuid.UUID(int=0)}"
    return target, lake.replace_partition(target, {}, _cast(data, columns), load_id=load_id, by=by)


def _cast(data: pa.Table, columns: tuple[lake.Column, ...]) -> pa.Table:
    return data.cast(pa.schema([(one.name, lake.arrow_type(one.type)) for one in columns]))
