"""Figures for people who have no purpose to read anybody's data, and lists that cost their page."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.lake.conftest import COLUMNS, rows

from yiwang.lake import api as lake

pytestmark = pytest.mark.django_db


def test_figures_tell_how_full_a_column_is_and_no_text(people, by):
    lake.append(people, rows(0, 70), load_id="load:1", by=by)
    lake.append(people, rows(70, 140, "2026-02"), load_id="load:2", by=by)
    found = {one.column.name: one for one in lake.column_figures(people)}
    assert (found["name"].rows, found["name"].filled) == (140, 120)
    assert found["birthday"].least == dt.date(1950, 1, 1)
    assert found["birthday"].greatest == dt.date(1950, 1, 1) + dt.timedelta(days=139)
    assert found["amount"].greatest == Decimal("34.75")
    assert found["updated_at"].least == dt.datetime(2026, 1, 1, 8, 0)
    assert all(found[name].least is None for name in ("resident_id", "name", "month"))
    first = lake.snapshots(people)[-1]
    assert lake.column_figures(people, snapshot_id=first.snapshot_id)[0].rows == 70
    assert lake.totals().rows == 140


def test_few_values_show_no_bounds(people, by):
    lake.append(people, rows(0, 9), load_id="load:1", by=by)
    assert {one.least for one in lake.column_figures(people)} == {None}
    assert lake.column_figures(people)[0].filled == 9


def test_an_empty_table_has_figures_too(people):
    assert {one.filled for one in lake.column_figures(people)} == {0}


def test_lists_turn_their_pages_and_cost_the_same(people, by):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            lake.tables(limit=2)
            lake.snapshots(people, limit=2)
            lake.totals()
        return len(queries)

    for number in range(3):
        lake.append(people, rows(number, number + 1), load_id=f"load:{number}", by=by)
    few = cost()
    for number in range(3, 9):
        lake.define_table(f"dwd.people_{number}", COLUMNS, by=by)
        lake.append(people, rows(number, number + 1), load_id=f"load:{number}", by=by)
    assert cost() == few
    first = lake.tables(limit=3)
    assert [one.name for one in first] == ["dwd.people_3", "dwd.people_4", "dwd.people_5"]
    assert lake.tables(after=first[-1].name, limit=1)[0].name == "dwd.people_6"
    assert [one.name for one in lake.tables(layer="ods")] == [people]
    assert [one.name for one in lake.tables(text="e_8")] == ["dwd.people_8"]
    newest = lake.snapshots(people, limit=4)
    assert [one.load_id for one in newest] == ["load:8", "load:7", "load:6", "load:5"]
    assert lake.snapshots(people, before=newest[-1].id, limit=1)[0].load_id == "load:4"


def test_a_search_is_a_search_for_these_very_letters(people):
    assert lake.tables(text="%") == ()
    assert lake.tables(text="o_le") == ()
