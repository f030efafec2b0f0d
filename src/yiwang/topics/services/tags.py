"""What a store's rules say of one subject."""

from collections.abc import Iterator

from yiwang.access.api import Actor, require
from yiwang.topics.queries import stores
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
        if not table.lake_table or kind not in table.asked_by:
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
            if table.lake_table and kind in table.asked_by:
                rows = rows_of(table, kind, number, clearance=clearance, limit=20)
                if rows.rows:
                    found.append((whole, table, rows))
    return tuple(found)
