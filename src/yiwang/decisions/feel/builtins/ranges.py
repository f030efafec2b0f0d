"""How intervals and points lie to each other (DMN 1.5 §10.3.4.9, after Allen)."""

from collections.abc import Callable
from typing import TypeAlias

from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.values.compare import order
from yiwang.decisions.feel.values.kinds import Range, Value

Holds: TypeAlias = Callable[[Range, Range], bool]


class _Incomparable(Exception):
    """Two ends have no common order; `_relation` turns this into null."""


def _place(one: Value, other: Value) -> int:
    found = order(one, other)
    if found is None:
        raise _Incomparable
    return found


def _span(value: Value) -> Range:
    return value if type(value) is Range else Range(value, value, True, True)


def _start(one: Range, other: Range) -> int:
    """−1 when `one` starts before `other`, 0 together, 1 after."""
    return _place(one.low, other.low) or other.low_included - one.low_included


def _end(one: Range, other: Range) -> int:
    """−1 when `one` ends before `other`, 0 together, 1 after."""
    return _place(one.high, other.high) or one.high_included - other.high_included


def _gap(one: Range, other: Range) -> bool:
    """Whether `one` lies wholly before `other`."""
    place = _place(one.high, other.low)
    return place < 0 or (place == 0 and not (one.high_included and other.low_included))


def _relation(name: str, first: str, second: str, kinds: str = "pr pr") -> Callable[[Holds], Holds]:
    """Declare a relation for the kinds of arguments it is defined on: p point, r range."""

    def declare(holds: Holds) -> Holds:
        left, right = kinds.split()

        def related(one: Value, other: Value) -> Value:
            if ("r" if type(one) is Range else "p") not in left or (
                "r" if type(other) is Range else "p"
            ) not in right:
                return None
            try:
                return holds(_span(one), _span(other))
            except _Incomparable:
                return None

        builtin(name, f"{first}:any, {second}:any")(related)
        return holds

    return declare


def _point(value: Range) -> bool:
    return value.low is value.high


@_relation("before", "point1", "point2")
def before(one: Range, other: Range) -> bool:
    return _gap(one, other)


@_relation("after", "point1", "point2")
def after(one: Range, other: Range) -> bool:
    return _gap(other, one)


@_relation("meets", "range1", "range2", "r r")
def meets(one: Range, other: Range) -> bool:
    return one.high_included and other.low_included and _place(one.high, other.low) == 0


@_relation("met by", "range1", "range2", "r r")
def met_by(one: Range, other: Range) -> bool:
    return meets(other, one)


@_relation("overlaps", "range1", "range2", "r r")
def overlaps(one: Range, other: Range) -> bool:
    return not _gap(one, other) and not _gap(other, one)


@_relation("overlaps before", "range1", "range2", "r r")
def overlaps_before(one: Range, other: Range) -> bool:
    return _start(one, other) < 0 and _end(one, other) <= 0 and not _gap(one, other)


@_relation("overlaps after", "range1", "range2", "r r")
def overlaps_after(one: Range, other: Range) -> bool:
    return overlaps_before(other, one)


@_relation("finishes", "point", "range", "pr r")
def finishes(one: Range, other: Range) -> bool:
    if _point(one):
        return other.high_included and _place(one.high, other.high) == 0
    return _end(one, other) == 0 and _start(one, other) >= 0


@_relation("finished by", "range", "point", "r pr")
def finished_by(one: Range, other: Range) -> bool:
    return finishes(other, one)


@_relation("includes", "range", "point", "r pr")
def includes(one: Range, other: Range) -> bool:
    return _start(one, other) <= 0 and _end(one, other) >= 0


@_relation("during", "point", "range", "pr r")
def during(one: Range, other: Range) -> bool:
    return includes(other, one)


@_relation("starts", "point", "range", "pr r")
def starts(one: Range, other: Range) -> bool:
    if _point(one):
        return other.low_included and _place(one.low, other.low) == 0
    return _start(one, other) == 0 and _end(one, other) <= 0


@_relation("started by", "range", "point", "r pr")
def started_by(one: Range, other: Range) -> bool:
    return starts(other, one)


@_relation("coincides", "point1", "point2")
def coincides(one: Range, other: Range) -> bool:
    return _start(one, other) == 0 and _end(one, other) == 0
