"""Reading stores."""

from collections.abc import Iterable

from yiwang.text import Text
from yiwang.topics.errors import NoSuchStore
from yiwang.topics.models import BuiltTable, Store
from yiwang.topics.rules.definition import read_definition
from yiwang.topics.types import BuiltView, ColumnView, StoreView, TableDefinition


def store(slug: str) -> StoreView:
    """A store as it serves. Raises NoSuchStore."""
    row = Store.objects.prefetch_related("built").filter(slug=slug).first()
    if row is None:
        raise NoSuchStore(slug)
    return store_view(row)


def stores(*, kind: str = "") -> tuple[StoreView, ...]:
    """Every store in service, base registers first, in two queries."""
    rows = Store.objects.prefetch_related("built").filter(retired=False).order_by("kind", "slug")
    return tuple(store_view(row) for row in (rows.filter(kind=kind) if kind else rows))


def stores_fed_by(resources: Iterable[str]) -> tuple[str, ...]:
    """The stores that read any of these resources."""
    wanted = set(resources)
    return tuple(one.definition.slug for one in stores() if wanted & set(one.definition.sources))


def store_view(row: Store) -> StoreView:
    """The row as other rooms see it."""
    definition = read_definition(row.content)
    built = {one.name: one for one in row.built.all()}
    tables = tuple(_built(built.get(one.name), one) for one in definition.tables)
    return StoreView(
        definition=definition,
        version=row.version,
        retired=row.retired,
        tables=tables,
        built_at=max((one.built_at for one in tables if one.built_at), default=None),
    )


def _built(row: BuiltTable | None, definition: TableDefinition) -> BuiltView:
    if row is None:
        return BuiltView(
            definition.name, definition.title, "waiting", None, None, Text(""), "", None, (), definition
        )
    columns = tuple(
        ColumnView(
            name=one["name"],
            title=Text.of(one["title"]),
            type=one["type"],
            grade=one["grade"],
            category=one["category"],
            element=one["element"],
            sources=tuple(one["sources"]),
        )
        for one in row.columns
    )
    return BuiltView(
        name=row.name,
        title=definition.title,
        state=row.state,
        rows=row.rows,
        built_at=row.built_at,
        problem=Text.of(row.problem),
        lake_table=row.lake_table,
        snapshot_id=row.snapshot_id,
        columns=columns,
        definition=definition,
    )
