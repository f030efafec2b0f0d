"""Clocks that pause and resume."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.calendar import api as calendar

NATIONAL_DAY = frozenset(date(2026, 10, day) for day in range(1, 8))
MAKEUP = frozenset({date(2026, 9, 20), date(2026, 10, 10)})
KEPT = calendar.WorkingCalendar(NATIONAL_DAY, MAKEUP, frozenset({2026}))


def _at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=calendar.CITY_ZONE)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))


@st.composite
def clocks(draw: st.DrawFn) -> calendar.Clock:
    """A clock with some pauses, the last of which may still be open."""
    times = sorted(draw(st.lists(moments, min_size=1, max_size=9)))
    clock = calendar.Clock(draw(st.integers(0, 60)), times[0])
    for at in times[1:]:
        clock = clock.resume(at) if clock.paused else clock.pause(at, "补正")
    return clock


@given(clocks(), moments)
def test_running_and_paused_days_add_up_to_all_working_days(clock: calendar.Clock, at: datetime) -> None:
    today = calendar.day_of(at)
    if today < calendar.day_of(clock.started_at):
        return
    paused = sum(
        max(
            0,
            calendar.working_days_between(
                calendar.day_of(pause.since),
                min(calendar.day_of(pause.until), today) if pause.until else today,
                KEPT,
            ),
        )
        for pause in clock.pauses
    )
    elapsed = calendar.working_days_between(calendar.day_of(clock.started_at), today, KEPT)
    assert clock.used_days(at, KEPT) + paused == elapsed


@given(clocks(), st.lists(moments, max_size=6))
def test_pausing_and_resuming_at_once_changes_nothing(clock: calendar.Clock, times: list[datetime]) -> None:
    if clock.paused:
        clock = clock.resume(clock.pauses[-1].since)
    last = clock.pauses[-1].until if clock.pauses else clock.started_at
    assert last is not None
    flickering = clock
    for at in sorted(max(at, last) for at in times):
        flickering = flickering.pause(at, "补正").resume(at)
    ran_out = clock.due(KEPT)
    if all(ran_out is None or at <= ran_out for at in times):
        assert flickering.due(KEPT) == ran_out
    for at in times:
        assert flickering.used_days(at, KEPT) == clock.used_days(at, KEPT)


@given(clocks())
def test_all_days_of_the_limit_are_used_when_the_period_ends(clock: calendar.Clock) -> None:
    due = clock.due(KEPT)
    if due is None:
        assert clock.paused
        return
    assert calendar.is_working_day(calendar.day_of(due), KEPT)
    assert clock.remaining_days(due, KEPT) == 0
    assert clock.used_days(due, KEPT) - clock.limit_days in (0, 1)  # 1: it rolled on to the next working day
    assert clock.light(due, KEPT) != "red"
    assert clock.light(due + timedelta(seconds=1), KEPT) == "red"


@given(clocks(), moments)
def test_a_paused_clock_stands_still(clock: calendar.Clock, at: datetime) -> None:
    if clock.paused and at >= clock.pauses[-1].since:
        since = clock.pauses[-1].since
        assert clock.used_days(at, KEPT) == clock.used_days(since, KEPT)


@given(clocks())
def test_a_clock_survives_being_stored(clock: calendar.Clock) -> None:
    assert calendar.Clock.from_json(clock.as_json()) == clock


def test_counting_starts_on_the_next_working_day_and_skips_days_off() -> None:
    clock = calendar.Clock(5, _at(9, 29))  # Tuesday; 30 Sept, 8 and 9 Oct, make-up Saturday 10 Oct, 12 Oct
    assert clock.due(KEPT) == datetime(2026, 10, 12, 23, 59, 59, tzinfo=calendar.CITY_ZONE)


def test_a_pause_moves_the_end_by_the_working_days_it_lasted() -> None:
    clock = calendar.Clock(5, _at(11, 2)).pause(_at(11, 4), "一次性告知补正")
    assert clock.due(KEPT) is None
    assert clock.light(_at(11, 20), KEPT) == "paused"
    resumed = clock.resume(_at(11, 11))
    assert resumed.due(KEPT) == datetime(2026, 11, 16, 23, 59, 59, tzinfo=calendar.CITY_ZONE)
    assert resumed.remaining_days(_at(11, 11), KEPT) == 3


def test_the_light_turns_yellow_on_the_last_fifth_and_red_after_the_end() -> None:
    clock = calendar.Clock(10, _at(11, 2))
    assert [clock.light(_at(11, day), KEPT) for day in (2, 11, 12, 13, 16, 17)] == [
        "green", "green", "yellow", "yellow", "yellow", "red",
    ]  # fmt: skip


def test_a_saturday_after_the_end_is_already_red() -> None:
    clock = calendar.Clock(5, _at(11, 6))
    assert clock.light(_at(11, 13), KEPT) == "yellow"
    assert clock.light(_at(11, 14), KEPT) == "red"


def test_a_pause_does_not_hide_that_the_period_had_run_out() -> None:
    overdue = calendar.Clock(2, _at(11, 2)).pause(_at(11, 9), "补正")
    assert overdue.due(KEPT) == datetime(2026, 11, 4, 23, 59, 59, tzinfo=calendar.CITY_ZONE)
    assert overdue.light(_at(11, 10), KEPT) == "red"


def test_a_pause_on_the_last_day_leaves_the_day_of_the_resumption() -> None:
    clock = calendar.Clock(2, _at(11, 2)).pause(_at(11, 4), "补正").resume(_at(11, 10))
    assert clock.light(_at(11, 10), KEPT) == "yellow"
    assert clock.light(_at(11, 11), KEPT) == "red"
    weekend = calendar.Clock(2, _at(11, 2)).pause(_at(11, 4), "补正").resume(_at(11, 7))
    assert weekend.due(KEPT) == datetime(2026, 11, 9, 23, 59, 59, tzinfo=calendar.CITY_ZONE)


def test_late_evening_in_utc_is_the_next_day_here() -> None:
    before_midnight_utc = datetime(2026, 11, 2, 16, 30, tzinfo=UTC)
    assert calendar.Clock(1, before_midnight_utc).due(KEPT) == datetime(
        2026, 11, 4, 23, 59, 59, tzinfo=calendar.CITY_ZONE
    )


def test_a_clock_refuses_to_pause_twice_resume_twice_or_go_back_in_time() -> None:
    clock = calendar.Clock(5, _at(11, 2))
    with pytest.raises(calendar.ClockNotPaused):
        clock.resume(_at(11, 3))
    with pytest.raises(calendar.BackwardsInTime):
        clock.pause(_at(11, 1), "补正")
    paused = clock.pause(_at(11, 3), "补正")
    with pytest.raises(calendar.ClockNotRunning):
        paused.pause(_at(11, 4), "补正")
    with pytest.raises(calendar.BackwardsInTime):
        paused.resume(_at(11, 2))


def test_an_extension_gives_more_days() -> None:
    clock = calendar.Clock(20, _at(11, 2))
    assert clock.extend(10).remaining_days(_at(11, 2), KEPT) == 30


def test_a_period_that_reaches_a_year_nobody_supplied_says_so() -> None:
    assert calendar.Clock(5, _at(11, 2)).assumed_years(KEPT) == ()
    assert calendar.Clock(40, _at(11, 20)).assumed_years(KEPT) == (2027,)
    assert calendar.Clock(40, _at(11, 20)).pause(_at(11, 23), "补正").assumed_years(KEPT) == ()
