"""A load from its file into the lake: admitted, held back, reconciled, sent back, mended; each exactly once."""

import uuid

import pytest
from tests.collection.conftest import BY, COLUMNS, OFFICE, SLUG, TABLE, csv_of, declare, drop, row

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.lake import api as lake
from yiwang.tickets import api as tickets


def load(slug: str = "subsistence") -> collection.LoadView:
    return collection.load(slug, by=BY, transaction_id=uuid.uuid4().hex)


def landed() -> int:
    return lake.table(TABLE).rows


def test_a_file_lands_once_with_its_bad_rows_sent_back(resource: str) -> None:
    declare()
    bad = [row(5, since="昨天"), row(6, resident_id="3.70602196001E+17"), row(7, resident_id="")]
    drop("subsistence", csv_of([*(row(number) for number in range(5)), *bad]) + b"only,three,cells\n")
    done = load()
    assert (done.state, done.source_rows, done.staged_rows) == ("landed", 9, 9)
    assert (done.landed_rows, done.rejected_rows, landed()) == (5, 4, 5)
    assert done.source_hash == done.staged_hash
    told = {name.en: rows for name, _, rows in done.faults}
    assert told["A number was turned into scientific notation (resident_id)"] == 1
    assert told["More or fewer cells than the header"] == 1
    page = tickets.tickets(SYSTEM("test"), tickets.TicketFilter(department=OFFICE))
    (ticket,) = page.rows
    assert ticket.key == f"load:{done.id}"
    assert ticket.due_at
    assert ticket.evidence["rows"] == 4
    (below,) = catalogue.downstream(f"resource:{SLUG}.resident_id")
    assert below.node == f"table:{TABLE}.resident_id"


def test_the_same_batch_lands_nothing_again(resource: str) -> None:
    declare()
    rows = [row(number) for number in range(5)]
    drop("subsistence", csv_of(rows))
    first = load()
    drop("subsistence", csv_of(rows))
    again = load()
    assert (again.state, again.duplicate_of) == ("duplicate", first.id)
    drop("subsistence", csv_of(rows[::-1]))
    turned = load()
    assert (turned.state, turned.duplicate_of, landed()) == ("duplicate", first.id, 5)


def test_rows_come_back_corrected_and_the_ticket_closes(resource: str) -> None:
    declare()
    drop("subsistence", csv_of([row(1), row(2, since="昨天"), row(3, monthly_amount="=1+1")]))
    done = load()
    assert done.outstanding == 2
    listed = collection.bad_rows(done.id, BY).decode("utf-8-sig")
    assert "'=1+1" in listed
    mended = listed.replace("昨天", "2024-01-02").encode()
    part = collection.correct(done.id, mended, name="list.csv", actor=BY, transaction_id="t1")
    assert (part.landed_rows, part.rejected_rows) == (1, 1)
    assert collection.load_of(done.id, BY).outstanding == 1
    last = listed.replace("昨天", "2024-01-02").replace("'=1+1", "300").encode()
    collection.correct(done.id, last, name="list.csv", actor=BY, transaction_id="t2")
    assert (collection.load_of(done.id, BY).outstanding, landed()) == (0, 3)
    (ticket,) = tickets.tickets(SYSTEM("test"), tickets.TicketFilter(department=OFFICE)).rows
    assert ticket.state == "closed"


def test_a_missing_column_stops_the_load_and_tells_the_department(resource: str) -> None:
    declare()
    drop("subsistence", csv_of([row(1)]))
    load()
    renamed = csv_of([row(2)]).replace(b"mobile", b"phone")
    drop("subsistence", renamed)
    with pytest.raises(collection.SchemaDrift) as stopped:
        load()
    assert "phone" in stopped.value.message.en
    assert landed() == 1
    kinds = {one.kind for one in tickets.tickets(SYSTEM("test"), tickets.TicketFilter()).rows}
    assert "catalogue" in kinds


def test_a_new_column_is_told_and_left_out(resource: str) -> None:
    declare()
    data = csv_of([row(1) | {"extra": "x"}], (*COLUMNS, "extra"))
    drop("subsistence", data)
    done = load()
    assert done.landed_rows == 1
    assert "extra" in done.notes[0].en


def test_the_figures_are_kept_as_counters(resource: str) -> None:
    declare()
    drop("subsistence", csv_of([row(number) for number in range(5)]))
    load()
    found = collection.statistics()
    (line,) = [one for one in found.resources if one.resource == SLUG]
    assert (line.records, line.core, line.fresh) == (5, True, True)
    assert found.rate == found.collected / found.core


def test_a_retyped_column_stops_the_load(resource: str) -> None:
    declare()
    drop("subsistence", csv_of([row(number, since=f"{number} 号") for number in range(30)]))
    with pytest.raises(collection.SchemaDrift) as stopped:
        load()
    assert "since" in stopped.value.message.en
    with pytest.raises(lake.NoSuchTable):
        landed()


def test_a_partition_is_replaced_and_the_others_stay(resource: str) -> None:
    declare(mode="replace-partition", settings={"partition_by": ["name"]})
    drop("subsistence", csv_of([row(1, name="甲"), row(2, name="乙")]))
    assert (load().landed_rows, landed()) == (2, 2)
    drop("subsistence", csv_of([row(number, name="乙") for number in (3, 4, 5)]))
    assert (load().landed_rows, landed()) == (3, 4)


def test_days_and_empty_values_are_partitions_too(resource: str) -> None:
    declare(mode="replace-partition", settings={"partition_by": ["since"]})
    drop("subsistence", csv_of([row(1, since="2026-01-05"), row(2, since=""), row(3, since="")]))
    assert (load().landed_rows, landed()) == (3, 3)
    drop("subsistence", csv_of([row(4, since="2026-01-05"), row(5, since="2026-01-05"), row(6, since="")]))
    assert (load().landed_rows, landed()) == (3, 3)


def test_the_source_itself_mends_a_row_and_the_ticket_closes(resource: str) -> None:
    declare()
    drop("subsistence", csv_of([row(1), row(2, since="昨天")]))
    first = load()
    drop("subsistence", csv_of([row(2), row(3)]))
    load()
    assert collection.load_of(first.id, BY).outstanding == 0
    (ticket,) = tickets.tickets(SYSTEM("test"), tickets.TicketFilter(department=OFFICE)).rows
    assert ticket.state == "closed"


def test_a_sheet_whose_rows_are_all_wrong_lands_nothing_and_is_told(resource: str) -> None:
    done = collection.accept_file(
        SLUG, csv_of([row(1, since="昨天")]), name="a.csv", actor=BY, transaction_id="all-wrong"
    )
    assert (done.state, done.landed_rows, done.rejected_rows, done.snapshot_id) == ("landed", 0, 1, None)
