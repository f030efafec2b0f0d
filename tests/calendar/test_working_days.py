"""Counting working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.calendar import api as calendar

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
calendars = st.builds(
    calendar.WorkingCalendar,
    st.frozensets(days, max_size=60),
    st.frozensets(days, max_size=20),
    st.just(frozenset(range(2020, 2031))),
)


@given(days, st.integers(0, 120), calendars)
def test_adding_and_counting_are_inverse(start: date, n: int, kept: calendar.WorkingCalendar) -> None:
    end = calendar.add_working_days(start, n, kept)
    assert calendar.working_days_between(start, end, kept) == n
    assert n == 0 or calendar.is_working_day(end, kept)


@given(days, st.integers(0, 400), calendars)
def test_counting_agrees_with_walking_day_by_day(
    start: date, length: int, kept: calendar.WorkingCalendar
) -> None:
    walked = sum(calendar.is_working_day(start + timedelta(day), kept) for day in range(1, length + 1))
    assert calendar.working_days_between(start, start + timedelta(length), kept) == walked


@given(days, days, days, calendars)
def test_counts_add_up_over_any_day_in_between(
    first: date, second: date, third: date, kept: calendar.WorkingCalendar
) -> None:
    def between(start: date, end: date) -> int:
        return calendar.working_days_between(start, end, kept)

    assert between(first, second) + between(second, third) == between(first, third)


def test_a_period_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        calendar.add_working_days(date(2026, 1, 1), -1, calendar.WorkingCalendar())


def test_a_make_up_day_outranks_a_holiday_of_the_same_date() -> None:
    sunday = date(2026, 11, 22)
    both = calendar.WorkingCalendar(frozenset({sunday}), frozenset({sunday}), frozenset({2026}))
    assert calendar.is_working_day(sunday, both)
    assert calendar.working_days_between(sunday - timedelta(1), sunday, both) == 1
