"""Literals, names, lists, contexts, intervals and paths."""

from yiwang.decisions.feel.builtins.registry import BUILTINS
from yiwang.decisions.feel.running.compiler import Run, compiled
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.values.compare import order
from yiwang.decisions.feel.values.kinds import Range, Value
from yiwang.decisions.feel.values.properties import PROPERTIES


@compiled.register
def _literal(node: n.Literal) -> Run:
    value = node.value
    return lambda env: value


@compiled.register
def _name(node: n.Name) -> Run:
    name = node.name
    built_in = BUILTINS.get(name)

    def run(env: Env | None) -> Value:
        while env is not None:
            names = env.names
            if name in names:
                return names[name]
            env = env.outer
        return built_in

    return run if "." not in name else _dotted(name, run)


def _dotted(name: str, whole: Run) -> Run:
    """A name with a full stop that is known somewhere as one name, and is a path elsewhere."""
    first, *members = name.split(".")
    path: n.Node = n.Name(first.strip(), 0)
    for member in members:
        path = n.Path(path, member.strip())
    parts = compiled(path)

    def run(env: Env) -> Value:
        value = whole(env)
        return parts(env) if value is None else value

    return run


@compiled.register
def _list(node: n.ListOf) -> Run:
    items = [compiled(item) for item in node.items]
    return lambda env: [item(env) for item in items]


@compiled.register
def _context(node: n.ContextOf) -> Run:
    entries = [(key, compiled(entry)) for key, entry in node.entries]
    if len({key for key, _ in entries}) < len(entries):
        return _nothing("上下文中有重复的名称", "a context has the same name twice")

    def run(env: Env) -> Value:
        made: dict[str, Value] = {}
        inner = env.inner(made)
        for key, entry in entries:
            made[key] = entry(inner)
        return made

    return run


def _nothing(zh: str, en: str) -> Run:
    def run(env: Env) -> Value:
        env.meter.note(zh, en)
        return None

    return run


@compiled.register
def _range(node: n.RangeOf) -> Run:
    low, high = compiled(node.low), compiled(node.high)
    low_included, high_included = node.low_included, node.high_included

    def run(env: Env) -> Value:
        first, last = low(env), high(env)
        if first is not None and last is not None and order(first, last) is None:
            env.meter.note("区间两端不可比较", "the ends of an interval cannot be compared")
            return None
        return Range(first, last, low_included, high_included)

    return run


@compiled.register
def _one_sided(node: n.OneSided) -> Run:
    end, operator = compiled(node.end), node.operator

    def run(env: Env) -> Value:
        value = end(env)
        match operator:
            case "<" | "<=":
                return Range(None, value, False, operator == "<=", operator)
            case ">" | ">=":
                return Range(value, None, operator == ">=", False, operator)
        return Range(value, value, True, True, operator)

    return run


@compiled.register
def _path(node: n.Path) -> Run:
    base, member = compiled(node.base), node.member

    def run(env: Env) -> Value:
        value = base(env)
        if type(value) is dict:
            return value.get(member)
        return member_of(value, member, env)

    return run


def member_of(value: Value, member: str, env: Env) -> Value:
    """The named part of a value: a context's entry, a date's year…; of a list, that part of every item."""
    kind = type(value)
    if kind is dict:
        return value.get(member)
    if kind is list:
        env.meter.spend(len(value))
        return [member_of(item, member, env) for item in value]
    reader = PROPERTIES.get(kind, {}).get(member)
    if reader is not None:
        return reader(value)
    if value is not None:
        env.meter.note(f"值没有“{member}”", f"the value has no “{member}”")
    return None
