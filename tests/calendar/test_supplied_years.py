"""The city's calendar: the package's years, and those that an operator supplies."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from yiwang.calendar import api as calendar
from yiwang.calendar.queries import forget_calendar

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FILE = "date,kind,name\n2027-01-01,holiday,元旦\n2027-01-02,makeup,元旦调休\n"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget_calendar()
    yield
    forget_calendar()


def _store(text: str, year: int) -> None:
    days = calendar.read_year(text.encode(), year=year)
    calendar.store_year(year=year, days=days, source="国办通知", by="account:1", at=NOW)


@pytest.mark.django_db
def test_make_up_days_of_the_announced_years_are_worked() -> None:
    kept = calendar.current_calendar()
    assert calendar.is_working_day(date(2026, 2, 14), kept)  # Saturday before the Spring Festival
    assert not calendar.is_working_day(date(2026, 2, 17), kept)  # Tuesday, Spring Festival
    assert not calendar.is_working_day(date(2026, 11, 22), kept)


@pytest.mark.django_db
def test_a_year_that_nobody_supplied_is_counted_monday_to_friday_and_named() -> None:
    kept = calendar.current_calendar()
    assert calendar.is_working_day(date(2027, 1, 1), kept)
    assert calendar.assumed_years(date(2026, 12, 1), date(2027, 1, 31), kept) == (2027,)
    assert calendar.unsupplied_year(date(2026, 11, 22)) == 2027
    assert calendar.unsupplied_year(date(2026, 6, 1)) is None


@pytest.mark.django_db
def test_a_supplied_year_is_used_at_once_and_no_longer_provisional() -> None:
    _store(FILE, 2027)
    kept = calendar.current_calendar()
    assert not calendar.is_working_day(date(2027, 1, 1), kept)
    assert calendar.is_working_day(date(2027, 1, 2), kept)
    assert calendar.assumed_years(date(2026, 12, 1), date(2027, 1, 31), kept) == ()


@pytest.mark.django_db
def test_a_supplied_year_replaces_what_was_there() -> None:
    _store(FILE, 2027)
    _store("date,kind,name\n2027-01-04,holiday,元旦\n", 2027)
    kept = calendar.current_calendar()
    assert calendar.is_working_day(date(2027, 1, 1), kept)
    assert not calendar.is_working_day(date(2027, 1, 4), kept)


@pytest.mark.django_db
def test_an_operator_may_correct_a_year_of_the_package() -> None:
    _store("date,kind,name\n2026-11-23,holiday,特别安排\n", 2026)
    kept = calendar.current_calendar()
    assert not calendar.is_working_day(date(2026, 11, 23), kept)
    assert calendar.is_working_day(date(2026, 1, 1), kept)
    assert not calendar.is_working_day(date(2025, 10, 1), kept)


def test_every_bad_row_is_named_at_once_with_its_line() -> None:
    rows = [
        "date,kind,name",
        "2027-01-01,holiday,元旦",
        "2027-02-30,holiday,不存在",
        "2026-01-01,holiday,别的年份",
        "2027-01-01,holiday,重复",
        "2027-01-05,vacation,类型",
        "2027-01-04,makeup,星期一",
        "2027-01-06",
        "2027-01-06,holiday,元旦,多",
    ]
    with pytest.raises(calendar.BadYear) as refused:
        calendar.read_year("\n".join(rows).encode(), year=2027)
    assert [row.line for row in refused.value.rows] == [3, 4, 5, 6, 7, 8, 9]
    assert "2027-02-30" in refused.value.message.zh
    assert "line 3" in refused.value.message.en


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"day,what\n",
        b"date,kind,name\n",
        b"\xff\xfe\x00\x81",
        "日期,类型,名称\n2027-01-01,holiday,元旦\n".encode(),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(calendar.BadYear):
        calendar.read_year(data, year=2027)


def test_files_as_spreadsheets_write_them_are_read() -> None:
    assert len(calendar.read_year(FILE.encode("gb18030"), year=2027)) == 2
    assert len(calendar.read_year(FILE.encode("utf-8-sig").replace(b"\n", b"\r\n"), year=2027)) == 2
