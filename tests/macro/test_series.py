"""Values as published become values as asked for: by vintage, month by month, and on the same basis."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yiwang.macro.errors import BadPeriod
from yiwang.macro.rules.periods import between, parse
from yiwang.macro.rules.series import Point, Vintage, as_known_on, missing, per_period, year_on_year
from yiwang.text import Text


def vintage(period: str, value: str, published: str, comparable: str | None = None) -> Vintage:
    return Vintage(
        parse(period), D(value), date.fromisoformat(published), None if comparable is None else D(comparable)
    )


def points(*rows: tuple[str, str]) -> tuple[Point, ...]:
    return as_known_on(vintage(period, value, "2026-01-01") for period, value in rows)


def test_a_period_reads_as_it_was_known_on_a_day() -> None:
    held = [vintage("2025", "100", "2026-01-20"), vintage("2025", "103", "2026-06-30")]
    assert [point.value for point in as_known_on(held)] == [D(103)]
    assert [point.value for point in as_known_on(held, date(2026, 3, 1))] == [D(100)]
    assert as_known_on(held, date(2026, 1, 1)) == ()
    assert as_known_on(held)[0].vintages == 2


def test_months_come_from_sums_and_february_covers_two() -> None:
    single = per_period(points(("2026-02", "20"), ("2026-03", "33"), ("2026-05", "60"), ("2027-02", "21")))
    assert [(str(one.period), one.value, one.covers) for one in single] == [
        ("2026-02", D(20), 2),
        ("2026-03", D(13), 1),
        ("2026-05", D(27), 2),
        ("2027-02", D(21), 2),
    ]


@given(some.lists(some.decimals(-1000, 1000, places=2), min_size=12, max_size=12))
def test_months_add_up_to_the_sums_again(months: list[D]) -> None:
    sums = [sum(months[: number + 1], D(0)) for number in range(12)]
    single = per_period(points(*((f"2026-{number:02}", str(total)) for number, total in enumerate(sums, 1))))
    assert [point.value for point in single] == months


def test_growth_is_measured_on_the_same_basis() -> None:
    held = as_known_on(
        [
            vintage("2024", "100", "2025-01-20"),
            vintage("2025", "120", "2026-01-20"),
            vintage("2026", "130", "2027-01-20", "125"),
        ]
    )
    changed = {parse("2025"): Text("调查范围扩大", "a wider survey")}
    growth = {str(one.period): one for one in year_on_year(held, changed)}
    assert growth["2025"].percent is None
    assert "调查范围扩大" in growth["2025"].why_not.zh
    assert (growth["2026"].percent, growth["2026"].basis) == (D(4), "comparable")
    without = {str(one.period): one for one in year_on_year(held, {})}
    assert without["2025"].percent == D(20)
    assert without["2024"].percent is None


def test_a_single_month_compares_on_the_same_basis_too() -> None:
    held = as_known_on(
        [vintage("2026-02", "20", "2026-03-16", "18"), vintage("2026-03", "33", "2026-04-16", "28")]
    )
    growth = year_on_year(per_period(held), {})
    assert growth[1].percent == pytest.approx(D(30))


def test_months_that_cover_different_spans_are_not_compared() -> None:
    single = per_period(points(("2025-01", "9"), ("2025-02", "20"), ("2026-02", "24")))
    growth = {str(one.period): one for one in year_on_year(single, {})}
    assert growth["2026-02"].percent is None


def test_a_base_of_zero_is_said() -> None:
    growth = year_on_year(points(("2025", "0"), ("2026", "5")), {})
    assert growth[1].percent is None
    assert growth[1].why_not.zh == "基数为零"


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026Q5", "2026/10", "二〇二六"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        parse(text)


def test_gaps_are_named() -> None:
    expected = between(parse("2025-11"), parse("2026-02"))
    assert [str(one) for one in expected] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [str(one) for one in missing(points(("2025-11", "1"), ("2026-02", "2")), expected)] == [
        "2025-12",
        "2026-01",
    ]
    assert str(parse("2026Q1").before) == "2025Q4"
    assert str(parse("2026-01").year_before) == "2025-01"
