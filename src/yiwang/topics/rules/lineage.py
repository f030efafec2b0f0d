"""From which fields the columns of a SELECT come."""

from collections.abc import Mapping

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

Sources = dict[str, tuple[str, ...]]


def tables_in(sql: str) -> frozenset[str]:
    """The names of tables a SELECT reads, without those it defines itself. Raises ValueError when it cannot be read."""
    try:
        tree = parse_one(sql, read="duckdb")
    except SqlglotError as problem:
        raise ValueError(str(problem).splitlines()[0]) from problem
    own = {one.alias_or_name for one in tree.find_all(exp.CTE)}
    return frozenset(one.name for one in tree.find_all(exp.Table) if one.name not in own)


def column_sources(sql: str, schema: Mapping[str, Mapping[str, str]]) -> Sources:
    """Each output column with the `table.column` it is made of, sorted; `schema` gives the tables' columns and types.

    Raises ValueError: a column or table is unknown, or the text cannot be read.
    """
    try:
        known: dict[str, object] = {name: dict(columns) for name, columns in schema.items()}
        tree = qualify(
            parse_one(sql, read="duckdb"), schema=known, dialect="duckdb", validate_qualify_columns=True
        )
        scope = build_scope(tree)
        if not isinstance(tree, exp.Query):
            raise ValueError(sql[:80])
        names = [one.alias_or_name for one in tree.selects]
        found = {}
        for name in names:
            root = lineage(name, tree, schema=known, dialect="duckdb", scope=scope)
            found[name] = tuple(sorted(set(_leaves(root))))
        return found
    except SqlglotError as problem:
        raise ValueError(str(problem).splitlines()[0]) from problem


def _leaves(root: Node) -> list[str]:
    """The columns of real tables at the ends of a lineage."""
    return [
        f"{node.source.name}.{node.name.rpartition('.')[2].strip(chr(34))}"
        for node in root.walk()
        if not node.downstream and isinstance(node.source, exp.Table)
    ]
