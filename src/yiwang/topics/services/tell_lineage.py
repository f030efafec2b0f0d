"""Tell the catalogue from which fields the columns of a store come."""

from collections.abc import Sequence

from yiwang.access.api import Actor
from yiwang.catalogue import api as catalogue
from yiwang.topics.rules.definition import alias
from yiwang.topics.services.columns import Described
from yiwang.topics.types import Definition, TableDefinition


def tell_lineage(
    slug: str,
    table: TableDefinition,
    columns: Sequence[Described],
    definition: Definition,
    run_id: str,
    *,
    sql: str,
    by: Actor,
) -> None:
    """One run of one table, once for each build."""
    by_alias = {alias(one): one for one in definition.sources}

    def node(source: str) -> str:
        name, _, column = source.partition(".")
        return f"resource:{by_alias[name]}.{column}" if name in by_alias else f"topic:{slug}.{name}.{column}"

    target = f"topic:{slug}.{table.name}"
    edges = tuple(
        catalogue.LineageEdge(node(source), f"{target}.{one.name}")
        for one in columns
        for source in one.sources
    )
    inputs = {edge.source.rpartition(".")[0] for edge in edges}
    catalogue.record_lineage(
        catalogue.LineageRun(
            job=f"topics.build.{slug}.{table.name}",
            run_id=run_id,
            inputs=tuple(catalogue.Dataset(one) for one in sorted(inputs)),
            outputs=(catalogue.Dataset(target),),
            columns=edges,
            sql=sql,
        ),
        by=by,
    )
