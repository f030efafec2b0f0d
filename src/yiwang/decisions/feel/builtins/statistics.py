"""Sums, means and other figures over lists (DMN 1.5 §10.3.4.4)."""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.values.arithmetic import calculate
from yiwang.decisions.feel.values.compare import order
from yiwang.decisions.feel.values.kinds import NUMBERS, Value, finite


def _numbers(items: list[Value]) -> list[Decimal] | None:
    return items if items and all(type(item) is Decimal for item in items) else None


def _extreme(items: list[Value], wanted: int) -> Value:
    best: Value = None
    for place, item in enumerate(items):
        if place == 0:
            best = item
            continue
        found = order(item, best)
        if found is None:
            return None
        best = item if found == wanted else best
    return best


@builtin("min", "list:any*")
def minimum(items: list[Value]) -> Value:
    return _extreme(items, -1)


@builtin("max", "list:any*")
def maximum(items: list[Value]) -> Value:
    return _extreme(items, 1)


def _fold(items: list[Value], operator: str) -> Value:
    if not items or type(items[0]) is str:
        return None
    return reduce(lambda left, right: calculate(operator, left, right), items[1:], calculate_alone(items[0]))


def calculate_alone(value: Value) -> Value:
    """A first summand: only kinds that add up may stand alone."""
    return value if calculate("-", value, value) is not None else None


@builtin("sum", "list:any*")
def total(items: list[Value]) -> Value:
    return _fold(items, "+")


@builtin("product", "list:any*")
def product(items: list[Value]) -> Value:
    numbers = _numbers(items)
    return None if numbers is None else finite(reduce(NUMBERS.multiply, numbers))


@builtin("mean", "list:any*")
def mean(items: list[Value]) -> Value:
    return calculate("/", _fold(items, "+"), Decimal(len(items)))


@builtin("median", "list:any*")
def median(items: list[Value]) -> Value:
    numbers = _numbers(items)
    if numbers is None:
        return None
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return NUMBERS.divide(NUMBERS.add(ordered[middle - 1], ordered[middle]), Decimal(2))


@builtin("stddev", "list:any*")
def standard_deviation(items: list[Value]) -> Value:
    """The sample standard deviation; null for fewer than two numbers."""
    numbers = _numbers(items)
    if numbers is None or len(numbers) < 2:
        return None
    middle = NUMBERS.divide(_sum(numbers), Decimal(len(numbers)))
    squares = [NUMBERS.power(NUMBERS.subtract(number, middle), 2) for number in numbers]
    return finite(NUMBERS.sqrt(NUMBERS.divide(_sum(squares), Decimal(len(numbers) - 1))))


def _sum(numbers: list[Decimal]) -> Decimal:
    add: Callable[[Decimal, Decimal], Decimal] = NUMBERS.add
    return reduce(add, numbers)


@builtin("mode", "list:any*")
def mode(items: list[Value]) -> Value:
    if not items:
        return []
    numbers = _numbers(items)
    if numbers is None:
        return None
    counts: dict[Decimal, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values())
    return sorted(number for number, times in counts.items() if times == most)
