"""The review before admission: every planted fault is found, nothing is lost, nothing stops the load."""

import errno
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bench.data import people_events, person_event
from tests.quality.conftest import BY, person, read, table

from yiwang.access.api import PUBLIC, Refused
from yiwang.quality import api as quality
from yiwang.quality.engine import reading
from yiwang.quality.engine.scan import workplace
from yiwang.quality.rules import lookups

ON = date(2026, 11, 25)


def admit(tmp_path: Path, **more: object) -> quality.Admission:
    return quality.admit(
        ruleset=person_event.ruleset(ON), good=tmp_path / "good", bad=tmp_path / "bad", **more
    )  # type: ignore[arg-type]


def test_every_planted_fault_is_found_and_every_row_arrives_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH_ROWS", 7_000)
    monkeypatch.setattr(lookups, "_IN_MEMORY", 9_000)
    made = people_events.write(tmp_path / "in", 40_000, population=9_000, seed=3)
    found = admit(tmp_path, files=made.files, threads=2)
    failed = found.report.failed()
    for rule, planted in people_events.truth(made.files).items():
        assert failed[rule] == planted, rule
    files = [*found.good_files, *found.bad_files]
    assert sum(pq.read_metadata(file).num_rows for file in files) == 40_000
    good = duckdb.sql(
        f"SELECT count(*), count(DISTINCT event_id) FROM read_parquet({[str(f) for f in found.good_files]})"
    )
    rows, keys = good.fetchone() or (0, 0)
    assert rows == keys == found.admitted == 40_000 - found.rejected
    again = quality.admit(
        files=list(found.good_files),
        ruleset=person_event.ruleset(ON),
        good=tmp_path / "good2",
        bad=tmp_path / "bad2",
    )
    assert again.rejected == 0


def test_quarantined_rows_are_as_delivered_with_rules_and_reasons(tmp_path: Path, household: str) -> None:
    rows = [
        person(1),
        person(2, birthday="昨天"),
        person(3, birthday="昨天", resident_id=None),
        person(4, resident_id="37160219600101"),
        person(1, name="王重复"),
        person(5, updated_at="2026-13-45"),
        person(6, birthday="", sex="不详"),
    ]
    found = quality.admit(
        files=table(rows), ruleset=quality.ruleset(household), good=tmp_path / "g", bad=tmp_path / "b"
    )
    assert (found.admitted, found.rejected) == (2, 5)
    bad = read(found.bad_files[0]).to_pylist()
    by_rules = {tuple(row["_rules"]): row for row in bad}
    assert set(by_rules) == {
        ("type:birthday",),
        ("required:resident_id", "type:birthday"),
        ("id-shape",),
        ("key-once",),
        ("type:updated_at",),
    }
    assert by_rules[("type:birthday",)]["birthday"] == "昨天"
    assert by_rules[("key-once",)]["_reasons"] == ["身份号码重复"]
    good = read(found.good_files[0])
    assert good.schema.field("birthday").type == pa.date32()
    assert good.column("birthday").to_pylist() == [date.fromisoformat(rows[0]["birthday"]), None]
    assert found.report.failed()["sex-code"] == 1


def test_a_cell_of_ten_million_characters_is_a_row_like_any_other(tmp_path: Path, household: str) -> None:
    rows = [person(1), person(2, address="长" * 10_000_000), person(3, name="名" * 5_000_000)]
    found = quality.admit(
        files=table(rows), ruleset=quality.ruleset(household), good=tmp_path / "g", bad=tmp_path / "b"
    )
    assert found.report.failed()["address-length"] == 1
    assert found.report.failed()["name-shape"] == 1
    assert all(
        len(text) <= 200 for one in found.report.rules for sample in one.samples for text in sample.value
    )
    assert found.report.rows == 3


def test_columns_that_came_or_went_are_told(tmp_path: Path, household: str) -> None:
    whole = table([person(1)])
    more = whole.drop(["ethnicity"]).append_column("note", pa.array(["新列"]))
    rules = quality.ruleset(household)
    found = quality.admit(files=more, ruleset=rules, good=tmp_path / "g", bad=tmp_path / "b")
    assert (found.missing, found.extra) == (("ethnicity",), ("note",))
    assert found.report.failed()["ethnicity-filled"] == 1
    assert read(found.good_files[0]).column("ethnicity").to_pylist() == [None]
    with pytest.raises(quality.MissingColumns) as told:
        quality.admit(
            files=whole.drop(["resident_id"]), ruleset=rules, good=tmp_path / "x", bad=tmp_path / "y"
        )
    assert "resident_id" in told.value.message.zh


def test_a_rule_whose_column_did_not_come_is_said_and_not_counted(tmp_path: Path, household: str) -> None:
    rules = replace(quality.ruleset(household), key=("household_no",))
    rules = replace(rules, fields=tuple(replace(one, required=False) for one in rules.fields))
    less = table([person(1)]).drop(["resident_id"])
    found = quality.admit(files=less, ruleset=rules, good=tmp_path / "g", bad=tmp_path / "b")
    skipped = {one.rule.id: one.skipped.en for one in found.report.rules if one.skipped}
    assert skipped["sex-id"] == skipped["id-check"] == "there is no column resident_id"


def test_a_file_that_is_no_parquet_is_named_and_admits_nothing(tmp_path: Path, household: str) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(quality.UnreadableInput) as told:
        quality.admit(
            files=[tmp_path / "a.parquet"],
            ruleset=quality.ruleset(household),
            good=tmp_path / "g",
            bad=tmp_path / "b",
        )
    assert "a.parquet" in told.value.message.zh
    assert not (tmp_path / "g").exists()


def test_text_files_and_no_rows_at_all(tmp_path: Path, household: str) -> None:
    rules = quality.ruleset(household)
    (tmp_path / "a.csv").write_text(
        "resident_id,name\n" + person(1)["resident_id"] + ",王国强\n,空\n", encoding="utf-8"
    )
    found = quality.admit(files=[tmp_path / "a.csv"], ruleset=rules, good=tmp_path / "g", bad=tmp_path / "b")
    assert (found.admitted, found.rejected) == (1, 1)
    none = quality.admit(files=table([]), ruleset=rules, good=tmp_path / "g2", bad=tmp_path / "b2")
    assert (none.report.rows, none.good_files, none.bad_files) == (0, (), ())


def test_only_who_keeps_rules_may_change_them(household: str) -> None:
    with pytest.raises(Refused):
        quality.retire_rules(household, by=PUBLIC)
    quality.retire_rules(household, by=BY)
    assert [one.check for one in quality.ruleset(household).rules] == []


def test_what_a_killed_scan_left_behind_is_cleared(tmp_path: Path) -> None:
    old, young = tmp_path / "quality-old", tmp_path / "quality-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))
    with workplace(tmp_path) as work:
        assert work.is_dir()
    assert [one.name for one in tmp_path.iterdir()] == ["quality-young"]


def test_a_disk_that_fills_stops_the_load(
    tmp_path: Path, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, table: pa.Table) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        quality.admit(
            files=table([person(1)]),
            ruleset=quality.ruleset(household),
            good=tmp_path / "g",
            bad=tmp_path / "b",
        )
