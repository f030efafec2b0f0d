"""An act is recorded with its transaction, by one statement, for good."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ledger import api as ledger
from yiwang.ledger.rules.encoding import canonical, detail_text, leaf_text, parse_time
from yiwang.text import Text

pytestmark = pytest.mark.django_db


def test_an_act_is_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1):
        ledger.record("cases.decided", by="account:1", subject="case:1", detail={"outcome": "approved"})


def test_an_act_whose_transaction_failed_was_never_recorded():
    @transaction.atomic
    def give_up():
        ledger.record("tests.act", by="account:1", subject="case:lost")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    assert ledger.trail("case:lost") == []
    assert ledger.sequence() == 0


def test_what_was_recorded_reads_back():
    number = ledger.record(
        "registers.looked-up",
        by="account:7",
        subject="register:population",
        person="person:8812",
        purpose="老年证办理",
        detail={"fields": ["name", "birthday"], "姓名": "张三"},
    )
    (entry,) = ledger.trail("register:population")
    assert (entry.id, entry.act, entry.by, entry.person) == (
        number, "registers.looked-up", "account:7", "person:8812",
    )  # fmt: skip
    assert entry.purpose == "老年证办理"
    assert entry.detail == {"fields": ["name", "birthday"], "姓名": "张三"}
    assert entry.index is None
    assert abs((datetime.now(UTC) - entry.at).total_seconds()) < 60
    ledger.sequence()
    assert ledger.trail("register:population")[0].index == 0


def test_a_person_sees_who_looked_newest_first_and_nobody_elses():
    for by in ("account:1", "account:2"):
        ledger.record("registers.looked-up", by=by, subject="register:population", person="person:1")
    ledger.record("registers.looked-up", by="account:3", subject="register:population", person="person:2")
    ledger.record("tests.act", by="account:4", subject="case:1")
    assert [entry.by for entry in ledger.looks_at("person:1")] == ["account:2", "account:1"]
    assert [entry.by for entry in ledger.looks_at("person:1", limit=1)] == ["account:2"]
    assert ledger.looks_at("") == []


@pytest.mark.parametrize("table", ["entry", "leaf", "node", "head"])
@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_{0} SET {1} = {1}", "DELETE FROM ledger_{0}", "TRUNCATE ledger_{0}"]
)
def test_the_database_refuses_every_change(write, table, statement):
    write(3)
    ledger.sequence()
    column = {"entry": "act", "head": "at"}.get(table, "hash")
    with (
        pytest.raises(DatabaseError, match="the ledger only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table, column))
    assert ledger.verify_log().ok


def test_an_entry_that_bypasses_the_door_is_marked_for_the_tree_all_the_same():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (act, by, subject, person, purpose, detail)"
            " SELECT 'tests.raw', 'x', 'y', '', '', '{}' FROM generate_series(1, 5)"
        )
    assert ledger.sequence() == 5


def test_no_entry_is_placed_twice(write):
    (number,) = write(1)
    ledger.sequence()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_leaf (index, entry_id, hash) VALUES (99, %s, '')", [number])


class Colour(StrEnum):
    RED = "red"


def test_detail_has_one_form_only():
    assert detail_text({"b": 1, "a": [True, None]}) == '{"a":[true,null],"b":1}'
    assert detail_text({"名": "张三"}) == '{"名":"张三"}'
    assert detail_text(None) == "{}"
    assert detail_text(
        {
            "day": date(2026, 11, 22),
            "at": datetime(2026, 11, 22, 8, tzinfo=UTC),
            "money": Decimal("1.50"),
            "title": Text("中", "en"),
            "tags": {"b", "a"},
            "colour": Colour.RED,
        }
    ) == (
        '{"at":"2026-11-22T08:00:00+00:00","colour":"red","day":"2026-11-22","money":"1.50",'
        '"tags":["a","b"],"title":{"en":"en","zh":"中"}}'
    )


@pytest.mark.parametrize("detail", [{"x": float("nan")}, {"x": object()}, {"x": b"bytes"}])
def test_detail_without_a_json_form_is_refused(detail):
    with pytest.raises((TypeError, ValueError)):
        ledger.record("tests.act", by="a", subject="b", detail=detail)


def test_characters_that_no_database_keeps_do_not_stop_an_act():
    ledger.record("tests.act", by="a", subject="case:nul", purpose="a\0b\ud800", detail={"x": "\0\ud800"})
    (entry,) = ledger.trail("case:nul")
    assert entry.purpose == "ab\\ud800"
    assert entry.detail == {"x": "\0\ud800"}
    assert ledger.verify_log().ok


def test_the_leaf_is_the_documented_text():
    at = datetime(2026, 11, 22, 8, 0, 0, 120, tzinfo=UTC)
    text = leaf_text(
        number=7, at=at, act="a", by="b", subject="s", person="p", purpose="用途", detail='{"k":"v"}'
    )
    assert text == (
        '{"act":"a","at":"2026-11-22T08:00:00.000120Z","by":"b","detail":"{\\"k\\":\\"v\\"}","id":7,'
        '"person":"p","purpose":"用途","subject":"s","v":1}'
    )
    assert parse_time("2026-11-22T08:00:00.000120Z") == at


fields = st.fixed_dictionaries(
    {name: st.text() for name in ("act", "by", "subject", "person", "purpose", "detail")}
)


@given(fields, fields)
def test_two_entries_share_a_text_only_if_they_are_equal(one, other):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    texts = [leaf_text(number=1, at=at, **each) for each in (one, other)]
    assert (texts[0] == texts[1]) == (one == other)
    assert canonical(one) == canonical(dict(reversed(one.items())))
