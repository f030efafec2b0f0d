"""Hit policies (DMN 1.5 §8.2.10): which of the matching rules give the result, and how."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.values.arithmetic import calculate
from yiwang.decisions.feel.values.compare import equal, order
from yiwang.decisions.feel.values.kinds import Value

if TYPE_CHECKING:
    from yiwang.decisions.dmn.table import Table

SINGLE = ("UNIQUE", "ANY", "PRIORITY", "FIRST")
MULTIPLE = ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
AGGREGATIONS = ("SUM", "MIN", "MAX", "COUNT")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule whose cells all held: its index and its outputs."""

    rule: int
    outputs: tuple[Value, ...]


def apply_policy(table: Table, hits: list[Hit], env: Env) -> tuple[Value, frozenset[int]]:
    """The table's value, and the indexes of the rules that gave it."""
    if not hits:
        return _without_hits(table, env), frozenset()
    chosen = _chosen(table, hits, env)
    if table.policy in SINGLE:
        return (_value(table, chosen[0]) if chosen else None), frozenset(hit.rule for hit in chosen[:1])
    values = [_value(table, hit) for hit in chosen]
    return _aggregated(table, values, env), frozenset(hit.rule for hit in chosen)


def _without_hits(table: Table, env: Env) -> Value:
    if any(column.default is not None for column in table.outputs):
        return _value(
            table, Hit(-1, tuple(column.default(env) if column.default else None for column in table.outputs))
        )
    if table.policy == "COLLECT" and table.aggregation == "COUNT":
        return Decimal(0)
    env.meter.note(
        f"“{table.label.zh}”没有适用的规则", f"no rule of “{table.label.en or table.name}” applies"
    )
    return [] if table.policy in MULTIPLE and not table.aggregation else None


def _chosen(table: Table, hits: list[Hit], env: Env) -> list[Hit]:
    match table.policy:
        case "UNIQUE" if len(hits) > 1:
            rules = "、".join(str(hit.rule + 1) for hit in hits)
            env.meter.note(
                f"同时有多条规则适用（{rules}），要求唯一", f"rules {rules} all apply where only one may"
            )
            return []
        case "ANY" if any(not _same(hits[0], hit, env) for hit in hits[1:]):
            env.meter.note("适用的规则结果不一致", "the rules that apply disagree")
            return []
        case "PRIORITY" | "OUTPUT ORDER":
            return sorted(hits, key=lambda hit: _rank(table, hit, env))
    return hits


def _same(one: Hit, other: Hit, env: Env) -> bool:
    return equal(list(one.outputs), list(other.outputs), env.meter) is True


def _rank(table: Table, hit: Hit, env: Env) -> tuple[int, ...]:
    """Places of the outputs among their listed values; what is not listed comes last."""
    return tuple(
        next(
            (place for place, listed in enumerate(column.ranked) if equal(listed, value, env.meter) is True),
            len(column.ranked),
        )
        for column, value in zip(table.outputs, hit.outputs, strict=True)
    )


def _value(table: Table, hit: Hit) -> Value:
    if len(table.outputs) == 1:
        return hit.outputs[0]
    return {column.name: value for column, value in zip(table.outputs, hit.outputs, strict=True)}


def _aggregated(table: Table, values: list[Value], env: Env) -> Value:
    match table.aggregation:
        case "SUM":
            return reduce(lambda left, right: calculate("+", left, right), values)
        case "COUNT":
            return Decimal(len(values))
        case "MIN" | "MAX":
            wanted = -1 if table.aggregation == "MIN" else 1
            return reduce(lambda left, right: right if order(right, left) == wanted else left, values)
    return values
