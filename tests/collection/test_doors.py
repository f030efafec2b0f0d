"""Who may: those who must see nothing see nothing; lists cost their page; the template and the check of the form."""

import io
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.collection.conftest import BY, OFFICE, SLUG, TITLES, csv_of, declare, drop, row

from yiwang.access.api import Actor, Refused, Role
from yiwang.collection import api as collection


def staff(role: str, department: str) -> Actor:
    return Actor("account:1", "staff", "某", mfa=True, roles=frozenset({Role(role, department, "3716")}))


OFFICER = staff("data-officer", OFFICE)
STRANGER = staff("data-officer", "3716-health")
CLERK = staff("window-clerk", OFFICE)
AUDITOR = staff("auditor", "3716-discipline")


def load() -> collection.LoadView:
    return collection.load("subsistence", by=BY, transaction_id=uuid.uuid4().hex)


def test_each_door_is_closed_to_others(resource: str) -> None:
    declare()
    drop("subsistence", csv_of([row(1), row(2, since="昨天")]))
    done = load()
    assert collection.loads(OFFICER).rows
    assert not collection.loads(STRANGER).rows
    assert not collection.sources(STRANGER)
    shut: list[Any] = [
        lambda: collection.load_of(done.id, STRANGER),
        lambda: collection.quarantine(done.id, STRANGER),
        lambda: collection.quarantine(done.id, AUDITOR),
        lambda: collection.bad_rows(done.id, AUDITOR),
        lambda: collection.loads(CLERK),
        lambda: collection.load("subsistence", by=STRANGER, transaction_id="x"),
        lambda: collection.load("subsistence", by=AUDITOR, transaction_id="x"),
        lambda: collection.accept_file(SLUG, b"a", name="a.csv", actor=STRANGER, transaction_id="x"),
        lambda: collection.template(SLUG, actor=STRANGER),
        lambda: collection.define_source(collection.SourceSpec("x", SLUG, "files"), by=OFFICER),
    ]
    for door in shut:
        with pytest.raises(Refused):
            door()
    assert collection.load_of(done.id, AUDITOR).rejected_rows == 1


def test_quarantine_is_masked_and_the_look_is_written_down(resource: str) -> None:
    declare()
    drop("subsistence", csv_of([row(2, since="昨天")]))
    _, (held,), _ = collection.quarantine(load().id, OFFICER)
    assert row(2)["resident_id"] not in held.cells
    assert row(2)["mobile"] not in held.cells
    assert "昨天" in held.cells
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE act = 'collection.looked-at-quarantine'")
        assert cursor.fetchone()[0] == 1


def test_lists_cost_the_same_however_many_there_are(resource: str) -> None:
    def cost(call: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            call()
        return len(queries)

    declare()
    drop("subsistence", csv_of([row(1)]))
    load()
    reads = (lambda: collection.loads(BY), lambda: collection.sources(BY), lambda: collection.statistics())
    few = [cost(one) for one in reads]
    for number in range(2, 6):
        declare(f"more-{number}")
        drop("subsistence", csv_of([row(number)]))
        load()
    assert [cost(one) for one in reads] == few


def test_the_template_has_the_columns_of_the_catalogue_and_keeps_numbers_as_text(resource: str) -> None:
    book = load_workbook(io.BytesIO(collection.template(SLUG, actor=OFFICER)))
    sheet = book["数据"]
    assert [cell.value for cell in sheet[1]] == list(TITLES.values())
    assert sheet["A2"].number_format == "@"
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert {"date", "decimal", "textLength"} <= kinds


def test_a_filled_template_is_checked_cell_by_cell_and_nothing_is_kept(resource: str) -> None:
    book = load_workbook(io.BytesIO(collection.template(SLUG, actor=OFFICER)))
    sheet = book["数据"]
    for place, value in enumerate(row(1).values(), 1):
        sheet.cell(2, place, value)
    for place, value in enumerate(row(2, since="昨天").values(), 1):
        sheet.cell(3, place, value)
    sheet.cell(4, 1, 371602196001010010)
    out = io.BytesIO()
    book.save(out)
    found = collection.check_sheet(SLUG, out.getvalue(), name="a.xlsx", actor=OFFICER)
    assert (found.rows, found.good) == (3, 1)
    assert {(one.row, one.column) for one in found.errors} == {(2, "享受日期"), (3, "公民身份号码")}
    assert not collection.loads(OFFICER).rows


def test_sending_twice_lands_once(resource: str) -> None:
    data = csv_of([row(1)])
    first = collection.accept_file(SLUG, data, name="a.csv", actor=OFFICER, transaction_id="form:1")
    again = collection.accept_file(SLUG, data, name="a.csv", actor=OFFICER, transaction_id="form:1")
    assert first.id == again.id
    assert first.landed_rows == 1
