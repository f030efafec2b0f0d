"""Rows come through masks, with a purpose, on the ledger; files show less, and of important data there are none."""

import csv
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from tests.catalogue.conftest import CIVIL_OFFICER, CLERK, OFFICER, POLICE, SETUP, STEWARD, published

from yiwang.access.api import PUBLIC, Refused
from yiwang.bus import api as bus
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://x")'


@pytest.fixture
def loaded(household: catalogue.ResourceView) -> str:
    """Three residents in the lake, one of them with a formula for an address."""
    name = catalogue.table_of(household.slug)
    lake.define_table(name, catalogue.lake_columns(household.slug), by=SETUP)
    table = pa.table(
        {
            "resident_id": ["11010519491231002X", "440524188001010014", "11010519491231002X"],
            "name": ["王建国", "李梅", "王建国"],
            "mobile": ["13800013800", None, "13900013900"],
            "address": ["滨州市滨城区黄河五路1号", EVIL, "滨州市惠民县某村"],
            "birthday": [dt.date(1949, 12, 31)] * 3,
            "village_code": ["371602001001", EVIL, "371621001001"],
            "updated_at": pa.array([dt.datetime(2026, 1, 1, 8)] * 3, pa.timestamp("us")),
        }
    )
    lake.append(name, table, load_id=f"load-{timezone.now().timestamp()}", by=SETUP)
    return household.slug


def look(slug: str, actor: Any, **more: Any) -> catalogue.Rows:
    return catalogue.rows(slug, by=actor, **({"purpose": "数据核对"} | more))


def test_the_own_department_reads_in_clear_others_masked_and_strangers_nothing(loaded: str) -> None:
    own = look(loaded, OFFICER, columns=["resident_id", "name", "mobile"])
    assert own.rows[0] == ("11010519491231002X", "王建国", "13800013800")
    assert own.masked == ()
    others = look(loaded, STEWARD, columns=["resident_id", "name", "mobile", "birthday", "village_code"])
    assert others.rows[0] == ("110***********002X", "王**", "138****3800", "1949-**-**", "371602001001")
    assert others.masked == ("resident_id", "name", "mobile", "birthday")
    assert look(loaded, CIVIL_OFFICER).rows[0][0] == "110***********002X"
    for stranger in (CLERK, PUBLIC, replace(OFFICER, mfa=False)):
        with pytest.raises(Refused):
            look(loaded, stranger)


def test_every_look_says_what_for_and_is_on_the_ledger(loaded: str) -> None:
    with pytest.raises(catalogue.SayPurpose):
        look(loaded, STEWARD, purpose="  ")
    with pytest.raises(catalogue.UnknownField):
        look(loaded, STEWARD, columns=['name" FROM x --'])
    look(loaded, STEWARD, columns=["name"])
    entry = next(one for one in ledger.trail(f"resource:{loaded}") if one.act == "catalogue.rows-read")
    assert (entry.purpose, entry.detail["columns"], entry.detail["rows"]) == ("数据核对", ["name"], 3)


def test_pages_stay_on_their_snapshot(loaded: str) -> None:
    first = look(loaded, STEWARD, limit=2)
    assert (len(first.rows), first.next) == (2, 2)
    last = look(loaded, STEWARD, limit=2, after=first.next, snapshot_id=first.snapshot_id)
    assert (len(last.rows), last.next) == (1, 0)


def test_nothing_loaded_is_said(household: catalogue.ResourceView) -> None:
    with pytest.raises(catalogue.NotLoaded):
        look(household.slug, STEWARD)


def test_files_are_masked_for_everybody_and_run_nothing(loaded: str) -> None:
    data = catalogue.export_rows(loaded, by=OFFICER, purpose="报送")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1][:2] == ["110***********002X", "王**"], "also their own department's"
    assert rows[2][5] == f"'{EVIL}"
    sheet = load_workbook(
        io.BytesIO(catalogue.export_rows(loaded, by=OFFICER, purpose="报送", form="xlsx"))
    ).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_important_data_do_not_leave_as_a_file(loaded: str, content: dict[str, Any]) -> None:
    content["fields"][5] |= {"grade": "important"}
    published(content, POLICE)
    with pytest.raises(catalogue.ExportRefused):
        catalogue.export_rows(loaded, by=OFFICER, purpose="报送")
    assert catalogue.export_rows(loaded, by=OFFICER, purpose="报送", columns=["name"])
    assert look(loaded, OFFICER, columns=["village_code"]).rows[0] == ("****",)
    acts = [entry.act for entry in ledger.trail(f"resource:{loaded}")]
    assert "catalogue.export-refused" in acts


@pytest.mark.django_db(transaction=True)
def test_a_load_makes_an_entry_fresh_again(household: catalogue.ResourceView, loaded: str) -> None:
    assert catalogue.resource(loaded).loaded_at is None
    bus.drain()
    fresh = catalogue.resource(loaded)
    assert fresh.loaded_rows == 3
    assert fresh.loaded_at is not None
    assert fresh.due_at is not None
    assert fresh.due_at > fresh.loaded_at
