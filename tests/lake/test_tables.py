"""Tables: made, filled, read again at any snapshot; whatever does not match is refused and named."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.lake.conftest import COLUMNS, count, rows

from yiwang.access.api import PUBLIC, Refused
from yiwang.lake import api as lake

pytestmark = pytest.mark.django_db


def test_what_is_appended_is_read_again_value_by_value(people, by):
    lake.append(people, rows(0, 300), load_id="load:1", by=by)
    with lake.connect(memory="256MB", threads=1) as connection:
        lake.view(connection, "people", people)
        back = connection.execute("SELECT * FROM people ORDER BY resident_id").to_arrow_table()
    assert back.to_pylist() == rows(0, 300).to_pylist()
    view = lake.table(people)
    assert (view.rows, view.files, view.layer) == (300, 1, "ods")
    assert view.bytes > 0


def test_a_load_lands_once(people, by):
    first = lake.append(people, rows(0, 10), load_id="load:1", by=by)
    again = lake.append(people, rows(500, 900), load_id="load:1", by=by)
    assert again == first
    assert count(people) == 10
    assert lake.snapshot_of(people, "load:1") == first
    assert lake.snapshot_of(people, "load:2") is None


def test_every_snapshot_can_be_read_by_number_and_by_time(people, by):
    first = lake.append(people, rows(0, 10), load_id="load:1", by=by)
    second = lake.append(people, rows(10, 30, "2026-02"), load_id="load:2", by=by)
    assert count(people) == 30
    assert count(people, snapshot_id=first.snapshot_id) == 10
    assert count(people, as_of=first.at) == 10
    assert count(people, as_of=second.at) == 30
    assert count(people, as_of=first.at - dt.timedelta(seconds=1)) == 0
    assert [one.load_id for one in lake.snapshots(people)] == ["load:2", "load:1"]
    assert len(lake.files(people, snapshot_id=first.snapshot_id)) == 1
    with pytest.raises(lake.NoSuchSnapshot):
        lake.files(people, snapshot_id=1)


def test_a_table_gains_optional_columns_and_old_rows_have_nothing_there(people, by):
    lake.append(people, rows(0, 10), load_id="load:1", by=by)
    wider = (*COLUMNS, lake.Column("mobile", "string"))
    lake.define_table(people, wider, by=by)
    assert count(people) == 10
    with lake.connect(memory="256MB", threads=1) as connection:
        lake.view(connection, "t", people)
        assert connection.execute("SELECT count(mobile) FROM t").fetchone() == (0,)
    more = rows(10, 12).append_column("mobile", pa.array(["13800013800", None]))
    lake.append(people, more, load_id="load:2", by=by)
    with lake.connect(memory="256MB", threads=1) as connection:
        lake.view(connection, "t", people)
        assert connection.execute("SELECT count(*), count(mobile) FROM t").fetchone() == (12, 1)
    assert lake.define_table(people, wider, by=by) == lake.table(people)


def test_any_other_change_of_columns_is_refused_and_named(people, by):
    drifted = [
        lake.Column("resident_id", "string", required=True),
        lake.Column("birthday", "string"),
        lake.Column("must", "int", required=True),
        *COLUMNS[3:],
    ]
    with pytest.raises(lake.SchemaClash) as clash:
        lake.define_table(people, drifted, by=by)
    text = clash.value.message.en
    assert "name is missing" in text
    assert "birthday is date, not string" in text
    assert "must cannot be required" in text
    assert lake.table(people).columns == COLUMNS


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda t: t.append_column("extra", pa.array([1] * 5)), "unknown column extra"),
        (lambda t: t.drop_columns(["resident_id"]), "required column resident_id is missing"),
        (lambda t: t.set_column(2, "birthday", pa.array(["1950-01-01"] * 5)), "birthday is date, string"),
        (lambda t: t.set_column(4, "visits", pa.array([2**40] * 5)), "a value does not fit"),
        (lambda t: t.set_column(0, "resident_id", pa.array([None, "2", "3", "4", "5"])), "empty in 1 rows"),
    ],
)
def test_a_delivery_that_does_not_match_lands_nothing(people, by, wrong, said):
    with pytest.raises(lake.SchemaClash, match=r"ods\.people") as clash:
        lake.append(people, wrong(rows(0, 5)), load_id="load:1", by=by)
    assert said in clash.value.message.en
    assert lake.table(people).rows == 0
    assert lake.append(people, rows(0, 5), load_id="load:1", by=by).rows == 5


def test_values_of_near_types_are_taken(people, by):
    near = pa.table(
        {
            "resident_id": pa.array(["1", "2"], pa.large_string()),
            "name": pa.array(["王", "李"]).dictionary_encode(),
            "birthday": pa.array([None, None]),
            "amount": pa.array([7, 8]),
            "visits": pa.array([1, 2], pa.int64()),
            "updated_at": pa.array([dt.datetime(2026, 1, 1, tzinfo=dt.UTC)] * 2),
        }
    )
    lake.append(people, near.to_reader(), load_id="load:1", by=by)
    got = lake.query("SELECT * FROM t ORDER BY resident_id", {"t": people}).to_pylist()[0]
    assert got["amount"] == Decimal("7.00")
    assert got["updated_at"] == dt.datetime(2026, 1, 1, 8)
    assert got["month"] is None


def test_staged_files_are_committed_as_they_lie(people, by):
    folder = lake.staging(people, "load:9")
    assert lake.staging(people, "load:9") == folder
    with lake.connect(memory="256MB", threads=1) as connection:
        connection.execute(
            f"""COPY (SELECT lpad(i::VARCHAR, 18, '0') resident_id, '李' AS name, (i / 4)::DECIMAL(10, 2) amount,
            '2026-03' AS month FROM range(1000) t(i)) TO '{folder}/a.parquet' (FORMAT parquet, COMPRESSION zstd)"""
        )
    landed = lake.add_files(
        people, [folder / "a.parquet"], load_id="load:9", by=by, summary={"source": "测试"}
    )
    assert (landed.rows, landed.summary) == (1000, {"source": "测试"})
    assert lake.file_views(people)[0].partition == {"month": "2026-03"}
    assert count(people) == 1000


def test_files_that_do_not_belong_are_refused(people, by, tmp_path):
    folder = lake.staging(people, "load:1")
    pq.write_table(rows(0, 5), tmp_path / "a.parquet")
    with pytest.raises(lake.NotStaged):
        lake.add_files(people, [tmp_path / "a.parquet"], load_id="load:1", by=by)
    (folder / "half.parquet").write_bytes(b"PAR1 cut off")
    with pytest.raises(lake.NotStaged):
        lake.add_files(people, [folder / "half.parquet"], load_id="load:1", by=by)
    mixed = pa.concat_tables([rows(0, 5), rows(5, 9, "2026-02")])
    pq.write_table(mixed, folder / "mixed.parquet")
    with pytest.raises(lake.BadPartition):
        lake.add_files(people, [folder / "mixed.parquet"], load_id="load:1", by=by)
    pq.write_table(rows(0, 5).drop_columns(["resident_id"]), folder / "b.parquet")
    with pytest.raises(lake.SchemaClash):
        lake.add_files(people, [folder / "b.parquet"], load_id="load:1", by=by)
    assert lake.table(people).rows == 0


def test_a_partition_is_replaced_and_the_others_stay(people, by):
    lake.append(people, pa.concat_tables([rows(0, 10), rows(10, 30, "2026-02")]), load_id="load:1", by=by)
    assert lake.table(people).files == 2
    without = rows(100, 103, "").drop_columns(["month"])
    replaced = lake.replace_partition(people, {"month": "2026-02"}, without, load_id="load:2", by=by)
    assert (replaced.rows, replaced.removed_rows, replaced.total_rows) == (3, 20, 13)
    assert lake.replace_partition(people, {"month": "2026-02"}, without, load_id="load:2", by=by) == replaced
    counted = lake.query("SELECT month, count(*) n FROM t GROUP BY ALL ORDER BY ALL", {"t": people})
    assert counted.to_pylist() == [{"month": "2026-01", "n": 10}, {"month": "2026-02", "n": 3}]
    with pytest.raises(lake.BadPartition):
        lake.replace_partition(people, {"month": "2026-02"}, rows(0, 3), load_id="load:3", by=by)
    with pytest.raises(lake.BadPartition):
        lake.replace_partition(people, {}, rows(0, 3), load_id="load:3", by=by)


@pytest.mark.parametrize("name", ["people", "raw.people", "ods.People", "ods.a-b", "ods.", "ods.x; DROP"])
def test_names_that_the_lake_does_not_take(name, by):
    with pytest.raises(lake.BadName):
        lake.define_table(name, COLUMNS, by=by)


def test_columns_that_the_lake_does_not_take(by):
    for column in (
        lake.Column("a", "text"),
        lake.Column("a b", "string"),
        lake.Column("a", "decimal(50,2)"),
    ):
        with pytest.raises(lake.BadName):
            lake.define_table("ods.odd", [column], by=by)


def test_nobody_without_the_post_writes(people):
    with pytest.raises(Refused):
        lake.append(people, rows(0, 1), load_id="load:1", by=PUBLIC)
    with pytest.raises(Refused):
        lake.define_table("ods.mine", COLUMNS, by=PUBLIC)
    with pytest.raises(lake.NoSuchTable):
        lake.files("ods.none")


def test_partitions_of_every_type_are_replaced_shown_and_destroyed(by):
    day, moment = dt.date(2026, 1, 31), dt.datetime(2026, 1, 31, 8, 30)
    of_type = {
        "date": (day, "2026-01-31", dt.date(2026, 2, 1)),
        "timestamp": (moment, "2026-01-31 08:30:00", dt.datetime(2026, 1, 31, 8, 31)),
        "decimal(6,2)": (Decimal("7.50"), "7.5", Decimal("7.51")),
        "int": (7, "7", 8),
        "boolean": (True, "true", False),
        "string": ("一", "一", "二"),
    }
    for number, (kind, (value, text, other)) in enumerate(of_type.items()):
        name = f"dwd.parted_{number}"
        columns = [lake.Column("id", "int"), lake.Column("part", kind)]
        lake.define_table(name, columns, partition_by=["part"], by=by)
        for size, part in enumerate((value, other, None), start=1):
            rows_of = pa.table({"id": range(size)})
            lake.replace_partition(name, {"part": part}, rows_of, load_id=f"first:{size}", by=by)
        assert {one.partition["part"]: one.rows for one in lake.file_views(name)} == {
            value: 1,
            other: 2,
            None: 3,
        }
        again = lake.replace_partition(
            name, {"part": text}, pa.table({"id": range(9)}), load_id="again", by=by
        )
        assert (again.rows, again.removed_rows, again.total_rows) == (9, 1, 14)
        assert len(lake.drop_partition(name, {"part": value}, by=by)) == 2
        assert lake.table(name).rows == 5
        assert lake.compact(name, by=by).files_before == 0
    for wrong in ("31 January", dt.time(8), b"\xff", object()):
        with pytest.raises(lake.BadPartition):
            lake.replace_partition("dwd.parted_0", {"part": wrong}, pa.table({"id": [1]}), load_id="x", by=by)
