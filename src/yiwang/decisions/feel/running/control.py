"""Choice, loops, quantifiers and filters."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from yiwang.decisions.feel.running.compiler import Run, compiled, weight
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.values.kinds import Function, Range, Value

_FARTHEST = 10**15


@compiled.register
def _if(node: n.If) -> Run:
    condition, then, otherwise = compiled(node.condition), compiled(node.then), compiled(node.otherwise)
    return lambda env: then(env) if condition(env) is True else otherwise(env)


class _Domain:
    """One `name in list` of a loop."""

    def __init__(self, node: n.Iterator) -> None:
        self.name = node.name
        self.start = compiled(node.domain)
        self.end = compiled(node.end) if node.end is not None else None

    def values(self, env: Env) -> Iterator[Value] | None:
        """The values in turn; null when the domain is not a list or cannot be counted through."""
        start = self.start(env)
        if self.end is not None:
            return _counting(start, self.end(env))
        if type(start) is list:
            return iter(start)
        return None if start is None or isinstance(start, Range | Function) else iter([start])


def _counting(start: Value, end: Value) -> Iterator[Value] | None:
    if type(start) is Decimal and type(end) is Decimal:
        return _numbers(int(start), int(end)) if _countable(start) and _countable(end) else None
    if type(start) is date and type(end) is date:
        return _days(start, end)
    return None


def _countable(number: Decimal) -> bool:
    """Whole, and small enough that counting on from it is quick."""
    return abs(number) < _FARTHEST and number == number.to_integral_value()


def _numbers(start: int, end: int) -> Iterator[Value]:
    step = 1 if start <= end else -1
    return (Decimal(number) for number in range(start, end + step, step))


def _days(start: date, end: date) -> Iterator[Value]:
    step = 1 if start <= end else -1
    return (start + timedelta(days=offset) for offset in range(0, (end - start).days + step, step))


class _Loop:
    """Runs through all combinations of the domains, later ones inside earlier ones."""

    def __init__(self, iterators: tuple[n.Iterator, ...], body: n.Node) -> None:
        self.domains = [_Domain(iterator) for iterator in iterators]
        self.cost = weight(body) + 1

    def rounds(self, env: Env, names: dict[str, Value], depth: int = 0) -> Iterator[bool]:
        """Yields once for each combination, after setting `names`; yields False once for a bad domain."""
        domain = self.domains[depth]
        values = domain.values(env)
        if values is None:
            env.meter.note("循环的范围不是列表", "the domain of a loop is not a list")
            yield False
            return
        for value in values:
            env.meter.spend(self.cost)
            names[domain.name] = value
            if depth + 1 < len(self.domains):
                yield from self.rounds(env, names, depth + 1)
            else:
                yield True


@compiled.register
def _for(node: n.For) -> Run:
    loop, body = _Loop(node.iterators, node.body), compiled(node.body)

    def run(env: Env) -> Value:
        results: list[Value] = []
        names: dict[str, Value] = {"partial": results}
        inner = env.inner(names)
        for usable in loop.rounds(inner, names):
            if not usable:
                return None
            value = body(inner)
            if value is results:
                env.meter.spend(len(results))
                value = list(results)
            results.append(value)
        return results

    return run


@compiled.register
def _quantified(node: n.Quantified) -> Run:
    loop, condition = _Loop(node.iterators, node.condition), compiled(node.condition)
    decisive = node.word == "some"

    def run(env: Env) -> Value:
        unknown = False
        names: dict[str, Value] = {}
        inner = env.inner(names)
        for usable in loop.rounds(inner, names):
            if not usable:
                return None
            held = condition(inner)
            if held is decisive:
                return decisive
            unknown = unknown or type(held) is not bool
        return None if unknown else not decisive

    return run


@compiled.register
def _filter(node: n.Filter) -> Run:
    base, condition = compiled(node.base), compiled(node.condition)
    cost = weight(node.condition) + 1

    def run(env: Env) -> Value:
        value = base(env)
        items = value if type(value) is list else [] if value is None else [value]
        if isinstance(node.condition, n.Literal | n.Negate):
            position = condition(env)
            if type(position) is Decimal:
                return _item_at(items, position)
        return filtered(items, condition, cost, env)

    return run


def filtered(items: list[Value], condition: Run, cost: int, env: Env) -> Value:
    """The items for which a condition is true, or the one at the place it gives."""
    kept: list[Value] = []
    for item in items:
        env.meter.spend(cost)
        names = {"item": item, **item} if type(item) is dict else {"item": item}
        held = condition(env.inner(names))
        if held is True:
            kept.append(item)
        elif type(held) is Decimal:
            return _item_at(items, held)
    return kept


def _item_at(items: list[Value], position: Decimal) -> Value:
    """The item at a place counted from one, or from the end when negative; null outside the list."""
    if position != position.to_integral_value() or not 1 <= abs(position) <= len(items):
        return None
    index = int(position)
    return items[index - 1] if index > 0 else items[index]
