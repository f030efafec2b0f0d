"""The rules of stores: what is suppressed, where columns come from, what a text must say, how credit stands on a day."""

from datetime import date

import pytest

from yiwang.topics.rules.credit import state_on
from yiwang.topics.rules.definition import problems
from yiwang.topics.rules.lineage import column_sources, tables_in
from yiwang.topics.rules.suppression import suppress

SCHEMA = {"a": {"x": "VARCHAR", "y": "INTEGER"}, "b": {"x": "VARCHAR", "z": "DATE"}}


def test_a_small_cell_takes_the_next_smallest_with_it():
    shown, hidden = suppress([("m", 40, 1.5), ("f", 2, 9.9), ("u", 7, 2.0)], at=1, least=5)
    assert shown == [("m", 40, 1.5), ("f", None, None), ("u", None, None)]
    assert hidden == 2
    assert suppress([("m", 40), ("f", 5)], at=1, least=5) == ([("m", 40), ("f", 5)], 0)
    assert suppress([("only", 3)], at=1, least=5) == ([("only", None)], 1)


def test_columns_are_traced_through_joins_aggregates_and_names():
    sql = (
        "WITH t AS (SELECT x, SUM(y) AS total FROM a GROUP BY x) "
        "SELECT t.x AS who, t.total + 1 AS n, b.z FROM t LEFT JOIN b ON b.x = t.x"
    )
    assert tables_in(sql) == {"a", "b"}
    assert column_sources(sql, SCHEMA) == {"who": ("a.x",), "n": ("a.y",), "z": ("b.z",)}
    with pytest.raises(ValueError, match="nothing"):
        column_sources("SELECT nothing FROM a", SCHEMA)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"slug": "Bad"}, "slug"),
        ({"class": "other"}, "class"),
        ({"table": []}, "table"),
        ({"table": [{"name": "t", "title": {"zh": "表", "en": "T"}}]}, "table.0"),
        (
            {"table": [{"name": "t", "title": {"zh": "表", "en": "T"}, "sql": "SELECT FROM WHERE ("}]},
            "table.0.sql",
        ),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_text_with_a_fault_says_where(change, key):
    sound = {
        "slug": "one",
        "name": {"zh": "一", "en": "One"},
        "class": "topic",
        "department": "3716-market",
        "table": [{"name": "t", "title": {"zh": "表", "en": "T"}, "from": "market-permit"}],
    }
    assert not list(problems(sound))
    assert key in dict(problems({**sound, **change}))


def test_credit_stands_as_it_stood_on_the_day():
    row = {
        "decided_on": date(2026, 1, 1),
        "valid_until": date(2026, 6, 30),
        "status": "已修复",
        "changed_on": date(2026, 3, 1),
    }
    days = {date(2025, 12, 31): "future", date(2026, 2, 1): "valid", date(2026, 3, 1): "repaired"}
    assert {day: state_on(row, day) for day in days} == days
    assert state_on({**row, "status": "有效"}, date(2026, 7, 1)) == "expired"
