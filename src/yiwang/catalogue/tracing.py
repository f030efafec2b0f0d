"""Following lineage: one query up, one down, whatever the depth."""

from collections.abc import Iterable

from yiwang.access.api import Actor, may
from yiwang.catalogue.models import Closure, Edge
from yiwang.catalogue.types import Reached, Step


def upstream(node: str) -> tuple[Reached, ...]:
    """Every column a column is made from, nearest first."""
    rows = Closure.objects.filter(target=node).order_by("depth", "source")
    return tuple(Reached(row.source, row.depth) for row in rows)


def downstream(node: str) -> tuple[Reached, ...]:
    """Every column made from a column, nearest first."""
    rows = Closure.objects.filter(source=node).order_by("depth", "target")
    return tuple(Reached(row.target, row.depth) for row in rows)


def below_resource(slug: str, *, limit: int = 500) -> tuple[tuple[str, Reached], ...]:
    """What is made from any field of a resource: each field with a node below it, by field and depth."""
    begin = f"resource:{slug}."
    rows = Closure.objects.filter(source__startswith=begin).order_by("source", "depth", "target")[:limit]
    return tuple((row.source.removeprefix(begin), Reached(row.target, row.depth)) for row in rows)


def steps(nodes: Iterable[str], *, by: Actor) -> tuple[Step, ...]:
    """The edges among nodes, each with the job that makes it; its SQL only for those who keep the house."""
    known = set(nodes)
    shows = bool(may(by, "catalogue.read-sql", None))
    rows = Edge.objects.select_related("run").filter(source__in=known, target__in=known)
    return tuple(
        Step(row.source, row.target, row.job, row.transformation, row.run.at, row.run.sql if shows else "")
        for row in rows.order_by("source", "target", "job")
    )
