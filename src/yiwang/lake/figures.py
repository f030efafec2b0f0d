"""Figures of a table's columns, from the manifests alone: no row is read, however many there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum

from yiwang.lake.models import Table
from yiwang.lake.queries import row_of, snapshot_at
from yiwang.lake.rules.column_types import iceberg_type
from yiwang.lake.types import Column, ColumnFigures, Totals

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile

#: Below so many filled values the least and the greatest would point at somebody.
FEWEST = 10


def totals() -> Totals:
    """How much the lake holds, in one query."""
    found = Table.objects.aggregate(
        tables=Count("id"), rows=Sum("rows"), bytes=Sum("bytes"), files=Sum("files")
    )
    return Totals(**{name: value or 0 for name, value in found.items()})


def column_figures(
    name: str, *, snapshot_id: int | None = None, as_of: datetime | None = None
) -> tuple[ColumnFigures, ...]:
    """How full each column is at a snapshot and, for columns that are no text, between what its values lie.

    No value of a text column comes out, nor the bounds of a column with few values: this is shown to people who have no
    purpose to read anybody's data. Raises NoSuchTable, NoSuchSnapshot, DeletesFound.
    """
    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.manifests import data_files

    columns = [Column(**one) for one in row_of(name).columns]
    at = snapshot_at(name, snapshot_id=snapshot_id, as_of=as_of)
    iceberg = catalog().load_table(name)
    files = data_files(iceberg, iceberg.snapshot_by_id(at.snapshot_id)) if at else ()
    ids = {field.name: field.field_id for field in iceberg.schema().fields}
    return tuple(_figures(column, ids[column.name], files) for column in columns)


def _figures(column: Column, number: int, files: "Sequence[DataFile]") -> ColumnFigures:
    total = sum(file.record_count for file in files)
    filled = 0
    known = True
    lows: list[Any] = []
    highs: list[Any] = []
    for file in files:
        values = (file.value_counts or {}).get(number, 0)
        nulls = (file.null_value_counts or {}).get(number)
        if values and nulls is None:
            known = False
        filled += values - (nulls or 0)
        if column.type != "string":
            lows += _bound(column, (file.lower_bounds or {}).get(number))
            highs += _bound(column, (file.upper_bounds or {}).get(number))
    shown = known and filled >= FEWEST
    return ColumnFigures(
        column=column,
        rows=total,
        filled=filled if known else None,
        least=min(lows) if shown and lows else None,
        greatest=max(highs) if shown and highs else None,
    )


def _bound(column: Column, stored: bytes | None) -> list[Any]:
    from pyiceberg.conversions import from_bytes
    from pyiceberg.utils.datetime import days_to_date, micros_to_timestamp

    if stored is None:
        return []
    value: Any = from_bytes(iceberg_type(column.type), stored)
    if column.type == "date":
        return [days_to_date(value)]
    return [micros_to_timestamp(value) if column.type == "timestamp" else value]
