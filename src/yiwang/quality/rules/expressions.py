"""Expressions in rules: a small part of SQL over one row, read by sqlglot and written anew.

Rule text comes from packs and pages. It may compare, calculate and name the columns of its own row; it can name no
table, file, setting or function outside this list, so it can read nothing but the row.
"""

from collections.abc import Collection
from datetime import date, datetime

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from yiwang.quality.rules.literals import literal
from yiwang.text import Text

MAXIMUM_LENGTH = 1000
_NODES: tuple[type[exp.Expr], ...] = (
    *(exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Tuple),
    *(
        exp.And,
        exp.Or,
        exp.Not,
        exp.EQ,
        exp.NEQ,
        exp.GT,
        exp.GTE,
        exp.LT,
        exp.LTE,
        exp.Is,
        exp.In,
        exp.Between,
    ),
    *(
        exp.Add,
        exp.Sub,
        exp.Mul,
        exp.Div,
        exp.Mod,
        exp.Neg,
        exp.Like,
        exp.Case,
        exp.If,
        exp.Interval,
        exp.Var,
    ),
    *(exp.Length, exp.Lower, exp.Upper, exp.Trim, exp.Abs, exp.Round, exp.Coalesce, exp.Substring, exp.Left),
    *(exp.Right, exp.StartsWith, exp.Year, exp.Month, exp.Day, exp.Greatest, exp.Least),
)
#: Words for the moment of checking.
CLOCK_WORDS = ("today", "now")


class BadExpression(ValueError):
    """The expression cannot be used; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def compile_expression(source: str, columns: Collection[str], *, now: datetime) -> str:
    """The expression as safe DuckDB SQL over the columns of one row. Raises `BadExpression`."""
    tree = _parsed(source)
    for node in tree.walk():
        if not isinstance(node, _NODES):
            raise BadExpression(
                Text(
                    f"规则表达式中不能使用 {type(node).__name__}。",
                    f"An expression of a rule may not use {type(node).__name__}.",
                )
            )
        if isinstance(node, exp.In) and (node.args.get("query") or node.args.get("unnest")):
            raise BadExpression(Text("IN 后只能是值的列表。", "Only a list of values may follow IN."))

    def settle(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        if node.table or (node.name not in columns and node.name not in CLOCK_WORDS):
            raise BadExpression(Text(f"没有列 {node.sql()}。", f"There is no column {node.sql()}."))
        if node.name in columns:
            return exp.column(node.name, quoted=True)
        moment: date = now if node.name == "now" else now.date()
        return sqlglot.parse_one(literal(moment), read="duckdb")

    return str(tree.transform(settle).sql(dialect="duckdb"))


def columns_of(source: str) -> tuple[str, ...]:
    """The columns an expression names, in order. Raises `BadExpression`."""
    found = (node.name for node in _parsed(source).find_all(exp.Column, bfs=False))
    return tuple(dict.fromkeys(one for one in found if one not in CLOCK_WORDS))


def _parsed(source: str) -> exp.Expr:
    if len(source) > MAXIMUM_LENGTH:
        raise BadExpression(Text("表达式过长。", "The expression is too long."))
    try:
        tree = sqlglot.parse_one(source, read="duckdb")
    except (SqlglotError, RecursionError) as wrong:
        first = str(wrong).splitlines()[0][:120]
        raise BadExpression(Text(f"读不懂表达式：{first}", f"Unreadable expression: {first}")) from None
    if tree is None or ";" in source:
        raise BadExpression(Text("须是一个表达式。", "One expression is needed."))
    return tree
