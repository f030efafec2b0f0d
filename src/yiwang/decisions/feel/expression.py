"""The door of FEEL: compile a text once, evaluate it many times."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from yiwang.decisions.errors import TooCostly
from yiwang.decisions.feel.builtins import (
    contexts,
    conversions,
    dates,
    lists,
    numeric,
    patterns,
    ranges,
    statistics,
    strings,
)
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.running import basics, calls, control, operators, tests
from yiwang.decisions.feel.running.compiler import Run, compiled
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.syntax.names import KnownNames, is_hard, normal
from yiwang.decisions.feel.syntax.nodes import Node
from yiwang.decisions.feel.syntax.parser import parse_expression, parse_unary_tests
from yiwang.decisions.feel.values.kinds import Value
from yiwang.decisions.feel.values.plain import check_size, from_python
from yiwang.text import Text

#: Tests of the types that a model defines, by name.
Types: TypeAlias = Mapping[str, Callable[[Value], bool]]
#: Only such texts can name a type; all others are read once for all models.
_NAMES_TYPES = re.compile(r"instance\s+of|function\s*\(")

#: How deep in the facts names with spaces or signs are known beforehand.
_DEPTH = 6

#: Importing these registers a closure maker for every kind of node, and every standard function.
NODE_MAKERS = (basics, calls, control, operators, tests)
FUNCTIONS = (contexts, conversions, dates, lists, numeric, patterns, ranges, statistics, strings)


class Expression:
    """A FEEL expression ready to run: `tree` for those who inspect it, `run` for those who keep environments."""

    __slots__ = ("run", "source", "tree")

    def __init__(self, source: str, tree: Node) -> None:
        self.source = source
        self.tree = tree
        self.run: Run = compiled(tree)

    def evaluate(self, context: Mapping[str, object], *, meter: Meter | None = None) -> Value:
        """The value over these facts; raises TooCostly when the budget is used up."""
        meter = meter or Meter()
        try:
            names = {normal(name): from_python(value, meter) for name, value in context.items()}
            return check_size(self.run(Env(names, meter)), meter)
        except RecursionError:
            raise TooCostly(Text("嵌套过深", "nested too deeply")) from None


class UnaryTests(Expression):
    """A decision table cell ready to run."""

    __slots__ = ()

    def test(
        self, value: object, context: Mapping[str, object], *, meter: Meter | None = None
    ) -> bool | None:
        """Whether the value passes; null when that cannot be said. Raises TooCostly."""
        held = self.evaluate({**context, tests.TESTED: value}, meter=meter)
        return held if isinstance(held, bool) else None


def compile_expression(source: str, names: Iterable[str] = (), types: Types | None = None) -> Expression:
    """Read an expression in which these names are known, and these types; raises BadExpression."""
    if types and _NAMES_TYPES.search(source):
        return Expression(source, parse_expression(source, KnownNames(_hard(names), types)))
    return _expression(source, _hard(names))


def compile_unary_tests(source: str, names: Iterable[str] = (), types: Types | None = None) -> UnaryTests:
    """Read a decision table cell in which these names are known, and these types; raises BadExpression."""
    if types and _NAMES_TYPES.search(source):
        return UnaryTests(source, parse_unary_tests(source, KnownNames(_hard(names), types)))
    return _unary_tests(source, _hard(names))


def evaluate(expression: str, context: Mapping[str, object] | None = None) -> Value:
    """The value of an expression over these facts; raises BadExpression and TooCostly."""
    facts = context or {}
    return compile_expression(expression, _names_in(facts)).evaluate(facts)


def unary_test(cell: str, value: object, context: Mapping[str, object] | None = None) -> bool | None:
    """Whether a value passes a decision table cell; null when that cannot be said."""
    facts = context or {}
    return compile_unary_tests(cell, _names_in(facts)).test(value, facts)


def _hard(names: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(_as_hard, names)))


@lru_cache(maxsize=16384)
def _as_hard(name: str) -> str | None:
    """The name as it must be known, if it must. Facts bring the same few names again and again."""
    name = normal(name)
    return name if is_hard(name) else None


def _names_in(value: object) -> list[str]:
    found: list[str] = []
    level = [value]
    for _ in range(_DEPTH):
        parts = [part for part in level if isinstance(part, Mapping)]
        found += [str(name) for part in parts for name in part]
        level = [inner for part in parts for inner in part.values()]
    return found


@lru_cache(maxsize=4096)
def _expression(source: str, names: frozenset[str]) -> Expression:
    return Expression(source, parse_expression(source, KnownNames(sorted(names))))


@lru_cache(maxsize=4096)
def _unary_tests(source: str, names: frozenset[str]) -> UnaryTests:
    return UnaryTests(source, parse_unary_tests(source, KnownNames(sorted(names))))
