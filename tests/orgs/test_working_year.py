"""Loading the working calendar of a year nobody has supplied."""

from datetime import date

import pytest

from yiwang.access import api as access
from yiwang.calendar import api as calendar
from yiwang.calendar.queries import forget_calendar
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs

FILE = b"date,kind,name\n2027-01-01,holiday,New Year\n"
OPERATOR = access.Actor(
    "account:9", "staff", "平台", account_id=9, mfa=True,
    roles=frozenset({access.Role("operator", "3716-big-data", "3716")}),
)  # fmt: skip


@pytest.mark.django_db
def test_an_operator_supplies_a_year_and_the_ledger_says_so() -> None:
    assert orgs.load_working_year(FILE, year=2027, source="国办发明电", by=OPERATOR) == 1
    assert not calendar.is_working_day(date(2027, 1, 1), calendar.current_calendar())
    assert len(ledger.trail("year:2027")) == 1
    forget_calendar()


@pytest.mark.django_db
def test_a_bad_file_changes_nothing() -> None:
    with pytest.raises(calendar.BadYear):
        orgs.load_working_year(b"date,kind,name\n2026-13-01,holiday,x\n", year=2027, source="x", by=OPERATOR)
    assert 2027 not in calendar.current_calendar().known_years


@pytest.mark.django_db
def test_nobody_else_may_supply_a_year() -> None:
    with pytest.raises(access.Refused):
        orgs.load_working_year(FILE, year=2027, source="x", by=access.PUBLIC)
