"""The line of an economic series breaks where it must."""

from datetime import date
from decimal import Decimal

from yiwang.console.data.macro.chart import line
from yiwang.macro.api import Period, Point


def _months(*ordinals: int) -> list[Point]:
    return [
        Point(
            period=Period(month // 12, month % 12 + 1, "M"),
            value=Decimal(month % 12 + 1),
            published_on=date(2026, 1, 1),
            vintages=1,
        )
        for month in ordinals
    ]


DECEMBER = 2024 * 12 + 11


def test_a_missing_month_breaks_the_line() -> None:
    drawn = line(_months(DECEMBER, DECEMBER + 1, DECEMBER + 3))
    assert drawn
    assert [len(stroke.split()) for stroke in drawn.strokes] == [2, 1]


def test_a_cumulative_series_is_drawn_year_by_year() -> None:
    drawn = line(_months(DECEMBER - 1, DECEMBER, DECEMBER + 1, DECEMBER + 2), begins_anew=True)
    assert drawn
    assert [len(stroke.split()) for stroke in drawn.strokes] == [2, 2]


def test_nothing_published_draws_nothing() -> None:
    assert line([]) is None
