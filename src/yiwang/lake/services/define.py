"""Making a table, and giving it more columns."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.lake.errors import BadName, SchemaClash
from yiwang.lake.models import Table
from yiwang.lake.queries import view_of
from yiwang.lake.rules.column_types import iceberg_type, is_type
from yiwang.lake.rules.drift import evolution
from yiwang.lake.rules.names import is_column_name, is_table_name
from yiwang.lake.services.hold import hold
from yiwang.lake.storage.durable import full_disk_named
from yiwang.lake.storage.place import root
from yiwang.lake.types import Column, TableView
from yiwang.ledger import api as ledger
from yiwang.text import Text


def define_table(
    name: str,
    columns: Sequence[Column],
    *,
    partition_by: Sequence[str] = (),
    sort_by: Sequence[str] = (),
    by: Actor,
) -> TableView:
    """Make a table, or give it the columns it does not have yet. Asking for what is there changes nothing.

    `partition_by` names columns whose values part the rows into files; `sort_by` is the order compaction brings.

    Raises:
        BadName: a name or a type that the lake does not take.
        SchemaClash: anything but new optional columns; nothing was changed.
    """
    require(by, "lake.write")
    _check(name, columns, partition_by, sort_by)
    with full_disk_named(), transaction.atomic():
        hold(name)
        standing = Table.objects.filter(name=name).first()
        if standing is None:
            return view_of(_create(name, columns, partition_by, sort_by, by))
        return view_of(_extend(standing, columns, partition_by, by))


def _check(name: str, columns: Sequence[Column], partition_by: Sequence[str], sort_by: Sequence[str]) -> None:
    if not is_table_name(name):
        raise BadName(name)
    names = [column.name for column in columns]
    for column in columns:
        if not is_column_name(column.name) or names.count(column.name) > 1:
            raise BadName(f"{name}.{column.name}")
        if not is_type(column.type):
            raise BadName(f"{name}.{column.name} {column.type}")
    for one in (*partition_by, *sort_by):
        if one not in names:
            raise BadName(f"{name}.{one}")
    if not columns:
        raise BadName(f"{name}()")


def _create(
    name: str, columns: Sequence[Column], partition_by: Sequence[str], sort_by: Sequence[str], by: Actor
) -> Table:
    from pyiceberg.table.name_mapping import create_mapping_from_schema

    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.tables import PROPERTIES, schema_of, spec_of

    schema = schema_of(columns)
    # Files that others write know names, not numbers: the mapping says which name has which number.
    mapping = create_mapping_from_schema(schema).model_dump_json()
    catalog().create_table(
        name,
        schema,
        location=f"{root()}/{name.replace('.', '/')}",
        partition_spec=spec_of(schema, partition_by),
        properties=PROPERTIES | {"schema.name-mapping.default": mapping},
    )
    table = Table.objects.create(
        name=name,
        columns=[_stored(column) for column in columns],
        partition_by=list(partition_by),
        sort_by=list(sort_by),
        changed_at=timezone.now(),
    )
    ledger.record(
        "lake.defined",
        by=by.ref,
        subject=f"lake:{name}",
        detail={"columns": [f"{column.name} {column.type}" for column in columns]},
    )
    return table


def _extend(table: Table, columns: Sequence[Column], partition_by: Sequence[str], by: Actor) -> Table:
    from yiwang.lake.storage.catalog import catalog

    added, clashes = evolution([Column(**one) for one in table.columns], columns)
    if partition_by and list(partition_by) != table.partition_by:
        clashes += (
            Text(
                f"分区列应为 {'、'.join(table.partition_by) or '无'}",
                f"partitions are by {', '.join(table.partition_by) or 'nothing'}",
            ),
        )
    if clashes:
        raise SchemaClash(table.name, clashes)
    if not added:
        return table
    iceberg = catalog().load_table(table.name)
    with iceberg.update_schema() as update:
        for column in added:
            update.add_column(column.name, iceberg_type(column.type), doc=column.doc or None)
    table.columns = [*table.columns, *(_stored(column) for column in added)]
    table.changed_at = timezone.now()
    table.save(update_fields=["columns", "changed_at"])
    ledger.record(
        "lake.extended",
        by=by.ref,
        subject=f"lake:{table.name}",
        detail={"columns": [f"{column.name} {column.type}" for column in added]},
    )
    return table


def _stored(column: Column) -> dict[str, object]:
    return {"name": column.name, "type": column.type, "required": column.required, "doc": column.doc}
