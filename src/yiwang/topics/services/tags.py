"""What a store's rules say of one subject."""

from collections.abc import Iterator

from yiwang.access.api import Actor, require
from yiwang.lake import api as lake
from yiwang.topics.queries import stores
from yiwang.topics.rules.statements import quoted
from yiwang.topics.services.query import rows_of
from yiwang.topics.types import BuiltView, Rows, StoreView, TagView

_SHOWN = 5


def tags_of(kind: str, number: str, *, by: Actor, clearance: int) -> tuple[TagView, ...]:
    """Every mark that holds for a subject, with the rows that show it. Whoever calls has asked for the right to look.

    Raises:
        Refused: the caller is neither the house itself nor allowed to read stores.
    """
    require(by, "topics.read")
    return tuple(tag for whole in stores() for tag in _of_store(whole, kind, number, clearance))


def _of_store(whole: StoreView, kind: str, number: str, clearance: int) -> Iterator[TagView]:
    for table in whole.tables:
        if not table.lake_table or not _asked_by(table, kind):
            continue
        for mark in table.definition.marks:
            found = rows_of(table, kind, number, clearance=clearance, limit=_SHOWN, where=mark.when)
            if found.rows:
                yield TagView(
                    store=whole.definition.slug,
                    store_name=whole.definition.name,
                    table=table.name,
                    table_title=table.title,
                    slug=mark.slug,
                    name=mark.name,
                    rule=mark.when,
                    basis=mark.basis or whole.definition.marks_source,
                    department=whole.definition.department,
                    evidence=tuple(_evidence(found, mark.evidence)),
                )


def _asked_by(table: BuiltView, kind: str) -> bool:
    keys = table.definition.keys
    return kind in keys or ("subject" in keys and kind in ("person", "firm"))


def _evidence(found: Rows, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    places = {one.name: number for number, one in enumerate(found.columns)}
    titles = {one.name: str(one.title) for one in found.columns}
    for row in found.rows:
        yield {
            titles[name]: str(row[places[name]])
            for name in names
            if name in places and row[places[name]] is not None
        }


def about(
    kind: str, number: str, *, by: Actor, clearance: int
) -> tuple[tuple[StoreView, BuiltView, Rows], ...]:
    """Every table that has rows of a subject, with the rows. Whoever calls has asked for the right to look. Raises Refused."""
    require(by, "topics.read")
    found = []
    for whole in stores():
        for table in whole.tables:
            if table.lake_table and _asked_by(table, kind):
                rows = rows_of(table, kind, number, clearance=clearance, limit=20)
                if rows.rows:
                    found.append((whole, table, rows))
    return tuple(found)


def edges(slug: str, table: str, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Columns of a table for the room that draws relations, as they stand in the lake, row by row."""
    whole = next((one for one in stores() if one.definition.slug == slug), None)
    asked = whole.table(table) if whole else None
    if asked is None or not asked.lake_table:
        return
    listed = ", ".join(f"CAST({quoted(one)} AS VARCHAR) AS {quoted(one)}" for one in columns)
    found = lake.query(
        f"SELECT {listed} FROM t",  # noqa: S608
        {"t": lake.TableAt(asked.lake_table, asked.snapshot_id)},
    )
    for row in found.to_pylist():
        yield tuple(row.values())
