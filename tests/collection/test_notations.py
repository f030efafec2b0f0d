"""Notations that cannot be mistaken become one; what can be mistaken is left for the rules, or held back with advice."""

import duckdb
import pyarrow as pa
import pytest

from yiwang.collection.rules.cells import marked
from yiwang.collection.rules.cycles import is_fresh
from yiwang.collection.rules.excel import day_text, is_date_format, number_text
from yiwang.collection.rules.faults import FAULTS, advice_for, fault_name
from yiwang.collection.rules.sequences import holds, joined
from yiwang.collection.rules.staging import Target, drift, staging_sql


def staged(kind: str, cell: str | None, **given: int) -> tuple[str | None, list[str]]:
    piece = pa.table({"x": pa.array([cell], pa.string()), "_row": [1]})
    with duckdb.connect() as connection:
        connection.register("piece", piece)
        row = connection.execute(staging_sql([Target("x", kind, "x", **given)], relation="piece")).fetchone()
    assert row is not None
    return row[1], row[2]


@pytest.mark.parametrize(
    ("kind", "cell", "becomes"),
    [
        ("date", "2024-01-05", "2024-01-05"),
        ("date", "20240105", "2024-01-05"),
        ("date", "2024/1/5", "2024-01-05"),
        ("date", "2024.1.5", "2024-01-05"),
        ("date", "2024年1月5日", "2024-01-05"),
        ("date", "45296", "2024-01-05"),
        ("date", "2024-01-05 00:00:00", "2024-01-05"),
        ("date", "2024-02-30", "2024-02-30"),
        ("date", "20240230", "20240230"),
        ("date", "5/1/2024", "5/1/2024"),
        ("timestamp", "2024-01-05T00:30:00Z", "2024-01-05 08:30:00"),
        ("timestamp", "2024-01-05 08:30:00+08:00", "2024-01-05 08:30:00"),
        ("timestamp", "2024-01-05 08:30:00", "2024-01-05 08:30:00"),
        ("boolean", "是", "true"),
        ("boolean", "0", "false"),
        ("boolean", "也许", "也许"),
        ("decimal(10,2)", "1,234.50", "1234.50"),
        ("decimal(10,2)", "1,2", "1,2"),
        ("string", "  王 强 ", "王 强"),
        ("string", "", None),
        ("string", None, None),
        ("string", "007", "007"),
    ],
)
def test_a_cell_becomes(kind: str, cell: str | None, becomes: str | None) -> None:
    assert staged(kind, cell) == (becomes, [])


@pytest.mark.parametrize(
    ("kind", "cell", "given", "fault"),
    [
        ("string", "3.70602196001E+17", {}, "scientific"),
        ("string", "37E", {}, None),
        ("string", "1234", {"digits": 6}, "zeros"),
        ("string", "123456", {"digits": 6}, None),
        ("string", "x" * 11, {"longest": 10}, "too-long"),
        ("string", "x" * 40_000, {}, "too-long"),
        ("string", "a\0b", {}, "nul"),
        ("string", "中\ufffd", {}, "encoding"),
        ("string", marked("external", "7"), {}, "external"),
        ("decimal(10,2)", "1.239", {}, "scale"),
        ("decimal(10,2)", "1.2300", {}, None),
    ],
)
def test_a_cell_is_held_back(kind: str, cell: str, given: dict[str, int], fault: str | None) -> None:
    shown, faults = staged(kind, cell, **given)
    assert faults == ([f"{fault}:x"] if fault else [])
    assert shown is not None
    assert "\0" not in shown
    assert len(shown) <= 32_767


def test_every_fault_has_a_name_and_advice_in_both_languages() -> None:
    for code in FAULTS:
        assert fault_name(f"{code}:x").zh
        assert fault_name(code).en
        assert advice_for(code).zh
        assert advice_for(code).en


def test_drift_names_what_a_missing_column_may_have_become() -> None:
    wanted = {"id": "id", "mobile": "mobile", "note": "note"}
    assert drift(["id", "phone"], wanted, ["id", "mobile"], ["id"]) == ([("mobile", "phone")], ["phone"])
    assert drift(["id", "mobile"], wanted, [], ["id"]) == ([], [])
    assert drift(["mobile"], wanted, [], ["id"])[0] == [("id", "")]


def test_numbers_of_landed_messages_stay_few_ranges() -> None:
    ranges = joined([], [1, 2, 3, 7, 8])
    assert ranges == [[1, 3], [7, 8]]
    assert joined(ranges, [4, 5, 6]) == [[1, 8]]
    assert holds(ranges, 7)
    assert not holds(ranges, 5)


def test_spreadsheet_numbers() -> None:
    assert number_text("371602196001010010") == "3.71602196001010E+17"
    assert number_text("13800000001") == "13800000001"
    assert number_text("0.1") == "0.1"
    assert day_text("45296") == "2024-01-05"
    assert day_text("45296.5") == "2024-01-05 12:00:00"
    assert day_text("43834", since_1904=True) == "2024-01-05"
    assert is_date_format(14)
    assert is_date_format(176, "yyyy年m月d日")
    assert not is_date_format(177, '0.00"元/d"')


def test_a_resource_never_collected_is_not_fresh() -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 11, 25, tzinfo=UTC)
    assert not is_fresh(33, None, now)
    assert is_fresh(33, now - timedelta(days=20), now)
    assert not is_fresh(33, now - timedelta(days=40), now)
    assert is_fresh(None, now - timedelta(days=4000), now)
