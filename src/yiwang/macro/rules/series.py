"""From values as published to values as asked for. Values are decimals; nothing is rounded on the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yiwang.macro.rules.periods import Period
from yiwang.text import Text

_NOTHING = Text("")


@dataclass(frozen=True)
class Vintage:
    """One publication of one value. `comparable` is the figure of the year before on today's basis, if published."""

    period: Period
    value: Decimal
    published_on: date
    comparable: Decimal | None = None


@dataclass(frozen=True)
class Point:
    """One value of a series as read. `covers` is more than 1 when several periods could not be told apart."""

    period: Period
    value: Decimal
    published_on: date
    vintages: int
    comparable: Decimal | None = None
    covers: int = 1


@dataclass(frozen=True)
class Growth:
    """Growth in per cent, or why it cannot be said."""

    period: Period
    percent: Decimal | None
    basis: str
    why_not: Text = _NOTHING


def as_known_on(vintages: Iterable[Vintage], day: date | None = None) -> tuple[Point, ...]:
    """For each period the newest value published by `day` (today when None), oldest period first."""
    held: dict[Period, list[Vintage]] = {}
    for vintage in vintages:
        if day is None or vintage.published_on <= day:
            held.setdefault(vintage.period, []).append(vintage)
    points = []
    for period in sorted(held):
        newest = max(held[period], key=lambda vintage: vintage.published_on)
        points.append(Point(period, newest.value, newest.published_on, len(held[period]), newest.comparable))
    return tuple(points)


def per_period(points: Sequence[Point]) -> tuple[Point, ...]:
    """Single periods from sums since January (累计值 → 当期值).

    Where statisticians publish no January, February covers two months (1—2月). After a gap the next value covers
    every period since the last one published: the sum is split no finer than it was published.
    """
    result: list[Point] = []
    last: Point | None = None
    for point in points:
        same_year = last is not None and last.period.year == point.period.year
        before = last if same_year else None
        covers = point.period.number - (before.period.number if before else 0)
        value = point.value - (before.value if before else Decimal(0))
        comparable = None
        if point.comparable is not None and (before is None or before.comparable is not None):
            earlier = before.comparable if before and before.comparable is not None else Decimal(0)
            comparable = point.comparable - earlier
        published = max(point.published_on, before.published_on) if before else point.published_on
        result.append(Point(point.period, value, published, point.vintages, comparable, covers))
        last = point
    return tuple(result)


def year_on_year(points: Sequence[Point], breaks: Mapping[Period, Text]) -> tuple[Growth, ...]:
    """Growth over the same period of the year before, on the same basis.

    A comparable figure published with the value is what it is measured against. Without one the value of the year
    before serves, unless the method changed in between (`breaks`: first period of the new method, and the change).
    """
    by_period = {point.period: point for point in points}
    return tuple(_year_on_year(point, by_period.get(point.period.year_before), breaks) for point in points)


def _year_on_year(point: Point, before: Point | None, breaks: Mapping[Period, Text]) -> Growth:
    if point.comparable is not None:
        return _growth(point, point.comparable, "comparable")
    crossed = [change for start, change in breaks.items() if point.period.year_before < start <= point.period]
    if crossed:
        return Growth(
            point.period,
            None,
            "",
            Text(
                f"口径有变化（{crossed[0].zh}），且未公布上年同期可比数",
                f"The method changed ({crossed[0].en}) and no comparable figure was published",
            ),
        )
    if before is None:
        return Growth(point.period, None, "", Text("没有上年同期数", "No figure for the year before"))
    if before.covers != point.covers:
        return Growth(point.period, None, "", Text("两期覆盖的月份不同", "The two cover different months"))
    return _growth(point, before.value, "published")


def _growth(point: Point, base: Decimal, basis: str) -> Growth:
    if base == 0:
        return Growth(point.period, None, "", Text("基数为零", "The base is zero"))
    return Growth(point.period, (point.value / base - 1) * 100, basis)


def missing(points: Sequence[Point], expected: Sequence[Period]) -> tuple[Period, ...]:
    """The expected periods without a value."""
    held = {point.period for point in points}
    return tuple(period for period in expected if period not in held)
