"""Departments hand in what they hold about the same people, each in its own form and with its own slips."""

import csv
import json
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from yiwang.access.api import SYSTEM, Actor, Refused, Role
from yiwang.calendar.api import CITY_ZONE
from yiwang.codes.api import BadCode, check_resident_id
from yiwang.registers import api as registers

OPERATOR = Actor(
    "account:1", "staff", "运维", mfa=True, roles=frozenset({Role("operator", "3716-big-data", "3716")})
)
NOW = datetime(2026, 11, 25, 9, tzinfo=CITY_ZONE)


def _rows(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if path.suffix == ".xlsx":
        head, *rest = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rest]
    raw = path.read_bytes()
    text = (
        raw.decode("gb18030")
        if "health" in path.name or "organisation" in path.name
        else raw.decode("utf-8-sig")
    )
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(text.splitlines()))


def _fails(number: str) -> bool:
    try:
        check_resident_id(number, on=NOW.date())
    except BadCode:
        return True
    return False


def test_every_resource_is_written_and_tells_of_the_same_people(city: str, tmp_path: Path) -> None:
    written = {
        one.resource: one for one in registers.write_extracts("3716", tmp_path, now=NOW, by=SYSTEM("t"))
    }
    assert tuple(written) == registers.EXTRACTS
    rows = {resource: _rows(one.path) for resource, one in written.items()}
    assert {resource: len(found) for resource, found in rows.items()} == {
        resource: one.rows for resource, one in written.items()
    }
    known = {row["resident_id"] for row in rows["police-household"]}
    assert len(known) == 800
    insured = rows["social-insured"]
    wrong = [row for row in insured if _fails(row["resident_id"])]
    assert len(wrong) == written["social-insured"].planted.get("wrong number", 0)
    assert {row["resident_id"] for row in insured if row not in wrong} <= known
    firms = {row["credit_code"] for row in rows["market-entity"]}
    shares: dict[str, float] = {}
    for row in rows["market-shareholder"]:
        shares[row["credit_code"]] = shares.get(row["credit_code"], 0) + float(row["share"])
    assert set(shares.values()) <= {100.0}
    assert len({row["plate"] for row in rows["police-vehicle"]}) == written["police-vehicle"].rows
    assert firms
    assert {row["owner_id"] for row in rows["realestate-home"]} <= known


def test_the_same_moment_gives_the_same_files(city: str, tmp_path: Path) -> None:
    first = registers.write_extracts("3716", tmp_path / "a", now=NOW, by=SYSTEM("t"))
    again = registers.write_extracts("3716", tmp_path / "b", now=NOW, by=SYSTEM("t"))
    assert [one.planted for one in first] == [one.planted for one in again]
    assert [one.path.read_bytes() for one in first if one.path.suffix == ".csv"] == [
        one.path.read_bytes() for one in again if one.path.suffix == ".csv"
    ]


def test_nobody_else_may_write_them(city: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        registers.write_extracts("3716", tmp_path, now=NOW, by=OPERATOR)
