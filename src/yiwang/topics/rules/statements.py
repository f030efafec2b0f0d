"""The SQL that makes a table."""

from yiwang.topics.rules.definition import alias
from yiwang.topics.types import TableDefinition


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def table_sql(table: TableDefinition, columns: tuple[str, ...]) -> str:
    """The SELECT of a table, without its marks. `columns` are those of its resource, when it is one resource's."""
    if table.sql:
        return table.sql.rstrip().rstrip(";")
    source = table.name if table.fed else alias(table.resource)
    return f"SELECT {', '.join(quoted(one) for one in columns)} FROM {quoted(source)}"  # noqa: S608


def scored_sql(table: TableDefinition, select: str) -> str:
    """The SELECT with a score and the marks that made it, when marks have weights."""
    if not table.scored:
        return select
    score = " + ".join(
        f"CASE WHEN {mark.when} THEN {int(mark.weight)} ELSE 0 END" for mark in table.marks if mark.weight
    )
    told = ", ".join(f"CASE WHEN {mark.when} THEN '{mark.slug}' END" for mark in table.marks)
    return f"SELECT t.*, {score} AS score, CONCAT_WS(',', {told}) AS marks FROM (\n{select}\n) AS t"  # noqa: S608
