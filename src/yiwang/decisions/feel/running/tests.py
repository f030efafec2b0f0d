"""Unary tests: what stands in a decision table cell, or after `in`."""

from yiwang.decisions.feel.running.compiler import Run, compiled
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.values.compare import contains, equal
from yiwang.decisions.feel.values.kinds import Range, Value

#: The name under which the tested value is known inside a test.
TESTED = "?"


@compiled.register
def _in(node: n.In) -> Run:
    value, tests = compiled(node.value), compiled(node.tests)
    return lambda env: tests(env.inner({TESTED: value(env)}))


@compiled.register
def _tests(node: n.Tests) -> Run:
    alternatives = [_alternative(alternative) for alternative in node.alternatives]
    if len(alternatives) == 1 and not node.negated:
        return alternatives[0]
    negated = node.negated

    def run(env: Env) -> Value:
        unknown = False
        for alternative in alternatives:
            held = alternative(env)
            if held is True:
                return not negated
            unknown = unknown or held is None
        return None if unknown else negated

    return run


def _alternative(node: n.Node) -> Run:
    if isinstance(node, n.Anything):
        return lambda env: True
    if isinstance(node, n.Literal):
        wanted = node.value
        return lambda env: equal(env.names[TESTED], wanted, env.meter)
    run = compiled(node)
    if mentions_tested(node):
        return run
    return lambda env: holds(env.names[TESTED], run(env), env)


def mentions_tested(node: object) -> bool:
    """Whether an expression names `?` itself, so that its own truth is the answer."""
    if isinstance(node, n.Name):
        return node.name == TESTED
    if isinstance(node, tuple):
        return any(mentions_tested(part) for part in node)
    if isinstance(node, n.In):
        return mentions_tested(node.value)
    if isinstance(node, n.Node):
        return any(mentions_tested(getattr(node, field)) for field in node.__dataclass_fields__)
    return False


def holds(tested: Value, wanted: Value, env: Env) -> bool | None:
    """Whether a value passes a test that gave `wanted`: an interval, a list to be in, a truth or an equal."""
    kind = type(wanted)
    if kind is Range:
        return _in_range(tested, wanted, env)
    if kind is list and type(tested) is not list:
        return in_list(tested, wanted, env)
    if kind is list:
        return True if equal(tested, wanted, env.meter) is True else in_list(tested, wanted, env)
    if kind is bool and type(tested) is not bool:
        return bool(wanted)
    return equal(tested, wanted, env.meter)


def _in_range(tested: Value, wanted: Range, env: Env) -> bool | None:
    if type(tested) is Range and equal(tested, wanted, env.meter) is True:
        return True
    if wanted.operator in ("=", "!="):
        same = equal(tested, wanted.low, env.meter)
        return same if wanted.operator == "=" or same is None else not same
    return contains(wanted, tested)


def in_list(tested: Value, items: list[Value], env: Env) -> bool:
    """Whether one of the items equals the value or is an interval that holds it."""
    env.meter.spend(len(items))
    for item in items:
        if type(item) is Range and _in_range(tested, item, env) is True:
            return True
        if equal(tested, item, env.meter) is True:
            return True
    return False
