"""Which SQL the lake runs for others: one SELECT over named tables, with ordinary functions."""

from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from yiwang.text import Text

#: Whole classes of nodes that have no business in a question: they change, attach, export, load, or look outside.
_FORBIDDEN = (
    exp.DML,
    exp.DDL,
    exp.Command,
    exp.Copy,
    exp.Attach,
    exp.Detach,
    exp.Pragma,
    exp.Set,
    exp.Use,
    exp.Into,
    exp.Install,
    exp.ReadCSV,
    exp.ReadParquet,
    exp.Lock,
)
_QUESTIONS = (exp.Select, exp.SetOperation, exp.Subquery)


@lru_cache
def functions() -> frozenset[str]:
    """Functions that only compute, by name: DuckDB's own list without those that look at files, settings or the session."""
    text = files("yiwang.lake").joinpath("data/functions.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def parse(sql: str, tables: Collection[str]) -> exp.Query | Text:
    """The statement, or why it is not taken. `tables` are the names it may read."""
    try:
        statements = sqlglot.parse(sql, read="duckdb")
    except SqlglotError as problem:
        line = str(problem).splitlines()[0]
        return Text(f"语法有误（{line}）", f"it cannot be read ({line})")
    except RecursionError:
        return Text("语句嵌套过深", "it is nested too deeply")
    if len(statements) != 1 or not isinstance(statements[0], _QUESTIONS):
        return Text("不是一条 SELECT 语句", "it is not one SELECT")
    statement = statements[0]
    return _fault(statement, tables) or statement


def _fault(statement: exp.Expression, tables: Collection[str]) -> Text | None:
    known = {name.lower() for name in tables}
    for node in statement.walk():
        if isinstance(node, _FORBIDDEN) and not isinstance(node, _QUESTIONS):
            return Text(f"不允许 {node.key.upper()}", f"{node.key.upper()} is not allowed")
        if isinstance(node, exp.Table) and (fault := _table_fault(node, known)):
            return fault
        if isinstance(node, exp.Func) and (fault := _function_fault(node)):
            return fault
    return None


def _table_fault(node: exp.Table, known: Collection[str]) -> Text | None:
    if not isinstance(node.this, exp.Identifier):
        shown = node.this.sql("duckdb")[:60] if node.this else ""
        return Text(f"不允许表函数 {shown}", f"the table function {shown} is not allowed")
    name = node.name.lower()
    if node.args.get("db") or node.args.get("catalog") or (name not in known and name not in _named(node)):
        return Text(
            f"没有列出的表 {node.sql('duckdb')[:80]}", f"table {node.sql('duckdb')[:80]} was not named"
        )
    return None


def _named(node: exp.Expression) -> set[str]:
    """The names that WITH clauses around a node give."""
    names: set[str] = set()
    around: exp.Expr | None = node
    while around is not None:
        clause = around.args.get("with_") or around.args.get("with")
        if clause is not None:
            names |= {one.alias.lower() for one in clause.expressions}
        around = around.parent
    return names


def _function_fault(node: exp.Func) -> Text | None:
    if isinstance(node, exp.Anonymous):
        name = node.name.lower()
        if name not in functions():
            return Text(f"不允许函数 {name}", f"function {name} is not allowed")
    return None
