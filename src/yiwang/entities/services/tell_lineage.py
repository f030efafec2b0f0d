"""Tell the catalogue from which fields of which resources the attributes of a register come."""

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.entities.rules.definition import Kind, Source

#: As the page of a column tells it: the first source decides, the others verify.
DECIDES, VERIFIES = "一数一源", "多源核验"


def tell_lineage(kind: Kind, version: int) -> None:
    """One run of the register's declaration, once for each version."""
    target = f"entity:{kind.slug}"
    edges = [edge for source in kind.sources for edge in _edges(kind, source, target)]
    # Two sources of one resource (both spouses of a marriage) may read the same column; the deciding one is told.
    found = {(edge.source, edge.target): edge for edge in sorted(edges, key=_decides)}
    catalogue.record_lineage(
        catalogue.LineageRun(
            job=f"entities.{kind.slug}",
            run_id=f"entities:{kind.slug}@{version}",
            inputs=tuple(
                catalogue.Dataset(f"resource:{one}") for one in sorted({s.resource for s in kind.sources})
            ),
            outputs=(catalogue.Dataset(target),),
            columns=tuple(found.values()),
        ),
        by=SYSTEM("entities"),
    )


def _decides(edge: catalogue.LineageEdge) -> bool:
    return edge.transformation == DECIDES


def _edges(kind: Kind, source: Source, target: str) -> list[catalogue.LineageEdge]:
    edges = []
    for attribute in kind.attributes:
        columns = (
            source.columns.values() if source.many == attribute.name else [source.columns.get(attribute.name)]
        )
        how = DECIDES if attribute.sources[:1] == (source.slug,) else VERIFIES
        edges += [
            catalogue.LineageEdge(f"resource:{source.resource}.{column}", f"{target}.{attribute.name}", how)
            for column in columns
            if column and source.slug in attribute.sources
        ]
    return edges
