"""Rows of a resource, through its masks, with a purpose, on the ledger."""

from collections.abc import Sequence

from yiwang.access import api as access
from yiwang.catalogue.errors import ExportRefused, NotLoaded, SayPurpose, UnknownField
from yiwang.catalogue.permissions import Home
from yiwang.catalogue.queries import resource, table_of
from yiwang.catalogue.rules.grades import clearance_of, export_limits, grade_of, grades
from yiwang.catalogue.rules.masks import mask_sql, shape_of
from yiwang.catalogue.rules.sheets import Cell, as_csv, as_xlsx
from yiwang.catalogue.types import FieldView, ResourceView, Rows
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger

MOST_ROWS = 1_000
#: A spreadsheet holds a little more than a million rows; nobody reads more than this.
MOST_EXPORTED = 100_000


def clearance(actor: access.Actor, department: str) -> int:
    """Up to which grade somebody reads a department's data in clear."""
    return clearance_of((role.slug, role.department == department) for role in actor.roles)


def rows(
    slug: str,
    *,
    by: access.Actor,
    purpose: str,
    columns: Sequence[str] | None = None,
    after: int = 0,
    limit: int = 50,
    snapshot_id: int | None = None,
) -> Rows:
    """Rows of a resource as the reader may see them. `after` counts rows of the snapshot; give its id to page on.

    Raises:
        SayPurpose: no purpose. NotLoaded: nothing was collected yet. UnknownField. Refused.
    """
    return _read(
        slug,
        by=by,
        purpose=purpose,
        columns=columns,
        after=after,
        limit=min(max(limit, 1), MOST_ROWS),
        snapshot_id=snapshot_id,
        ceiling=None,
        act="catalogue.rows-read",
    )


def export_rows(
    slug: str, *, by: access.Actor, purpose: str, form: str = "csv", columns: Sequence[str] | None = None
) -> bytes:
    """The rows as a CSV or XLSX file: masked above the grade that files may show, refused for important and core data.

    At most 100,000 rows. Text that a spreadsheet would run as a formula is made harmless.

    Raises:
        ExportRefused and as `rows`.
    """
    found = resource(slug)
    chosen = _chosen(found, columns)
    clear_to, refused_from = export_limits()
    if (highest := grade_of(field.grade for field in chosen)) >= refused_from:
        ledger.record(
            "catalogue.export-refused",
            by=by.ref,
            subject=f"resource:{slug}",
            purpose=purpose.strip()[:200],
            detail={"grade": highest},
        )
        raise ExportRefused(grades()[highest])
    read = _read(
        slug,
        by=by,
        purpose=purpose,
        columns=columns,
        after=0,
        limit=MOST_EXPORTED,
        snapshot_id=None,
        ceiling=clear_to,
        act="catalogue.rows-exported",
    )
    header: list[Cell] = [field.title.zh for field in chosen]
    table = [header, *(list(row) for row in read.rows)]
    return as_xlsx(table) if form == "xlsx" else as_csv(table)


def _chosen(found: ResourceView, columns: Sequence[str] | None) -> tuple[FieldView, ...]:
    if columns is None:
        return found.fields
    known = {field.name: field for field in found.fields}
    for name in columns:
        if name not in known:
            raise UnknownField(found.slug, name)
    return tuple(known[name] for name in columns)


def _read(
    slug: str,
    *,
    by: access.Actor,
    purpose: str,
    columns: Sequence[str] | None,
    after: int,
    limit: int,
    snapshot_id: int | None,
    ceiling: int | None,
    act: str,
) -> Rows:
    found = resource(slug)
    access.require(by, "catalogue.read-rows", Home(found.department, found.area_code))
    if not purpose.strip():
        raise SayPurpose
    chosen = _chosen(found, columns)
    try:
        table = lake.table(table_of(slug))
    except lake.NoSuchTable:
        raise NotLoaded(slug) from None
    at = snapshot_id or table.snapshot_id
    if at is None:
        raise NotLoaded(slug)
    sees = (
        clearance(by, found.department) if ceiling is None else min(clearance(by, found.department), ceiling)
    )
    held = {column.name for column in table.columns}
    # Names are those of checked fields: lower-case letters, digits and underscores, never a reader's text.
    parts = [_part(field, sees, field.name in held) for field in chosen]
    start = max(after, 0)
    sql = f"SELECT {', '.join(parts)} FROM resource LIMIT {int(limit) + 1} OFFSET {int(start)}"  # noqa: S608
    answer = lake.query(sql, {"resource": lake.TableAt(table_of(slug), snapshot_id=at)})
    lines = [tuple(row.values()) for row in answer.to_pylist()]
    shown = tuple(lines[:limit])
    masked = tuple(field.name for field in chosen if shape_of(field, sees) != "clear")
    ledger.record(
        act,
        by=by.ref,
        subject=f"resource:{slug}",
        purpose=purpose.strip()[:200],
        detail={
            "columns": [field.name for field in chosen],
            "masked": list(masked),
            "clearance": sees,
            "rows": len(shown),
            "after": start,
            "snapshot": at,
        },
    )
    return Rows(
        columns=tuple(field.name for field in chosen),
        rows=shown,
        masked=masked,
        next=start + limit if len(lines) > limit else 0,
        snapshot_id=at,
    )


def _part(field: FieldView, sees: int, held: bool) -> str:
    """One column of the query. A field newer than the table is NULL."""
    name = f'"{field.name}"'
    return f"{mask_sql(field, name, sees) if held else 'NULL'} AS {name}"
