"""The police household register: its catalogue entry, its rules from the pack, and rows as delivered."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.codes import api as codes
from yiwang.lake import api as lake
from yiwang.orgs.models import DepartmentRow
from yiwang.quality import api as quality

PACKS = Path(__file__).parents[2] / "packs"
RULES = PACKS / "city-catalogue" / "quality"
BY = SYSTEM("test")
POLICE = "3716-public-security"
COLUMNS = (
    *("resident_id", "name", "sex", "ethnicity", "birthday", "address", "village_code", "household_no"),
    *("relation", "residence_kind", "status", "updated_at"),
)
TYPES = {"birthday": "D", "updated_at": "T"}
PERSONAL = {"resident_id", "name", "birthday", "address"}


def person(number: int, **changed: Any) -> dict[str, Any]:
    """A right row, as text; `changed` says otherwise."""
    born = date(1960, 1, 1) + timedelta(days=number * 37 % 20000)
    body = f"371602{born:%Y%m%d}{number % 998 + 1:03}"
    row = {
        "resident_id": body + codes.resident_id_check_digit(body),
        "name": f"王{'国建文海红'[number % 5]}{'强芳伟丽军'[number // 5 % 5]}",
        "sex": "1" if (number % 998 + 1) % 2 else "2",
        "ethnicity": "汉族",
        "birthday": born.isoformat(),
        "address": f"滨州市滨城区黄河五路{number}号",
        "village_code": "371602001001",
        "household_no": f"H{number:06}",
        "relation": "户主",
        "residence_kind": "户籍",
        "status": "正常",
        "updated_at": "2026-10-01 08:00:00",
    }
    return row | changed


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of texts."""
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in COLUMNS})


@pytest.fixture
def household(db: None) -> str:
    """The resource, published, with the rules of the pack."""
    fields = [
        {
            "name": name,
            "title": {"zh": name, "en": name},
            "type": TYPES.get(name, "C"),
            "length": "" if name in TYPES else "200",
            "element": "",
            "grade": 3 if name in PERSONAL else 1,
            "category": "personal.identity" if name in PERSONAL else "public",
            "required": name == "resident_id",
        }
        for name in COLUMNS
    ]
    content = {
        "slug": "police-household",
        "name": {"zh": "户口登记信息", "en": "Household registrations"},
        "abstract": {"zh": "户口", "en": "Households"},
        "classification": "1010010001",
        "format": "0200",
        "sharing": {"type": 1, "means": "共享平台"},
        "opening": {"type": 3},
        "cycle": 2,
        "system": "人口系统",
        "core": True,
        "duty": {"zh": "户口", "en": "Households"},
        "retention_years": 100,
        "theme": "population",
        "keywords": ["户口"],
        "key": ["resident_id"],
        "fields": fields,
    }
    DepartmentRow.objects.create(
        code=POLICE,
        name_zh="公安局",
        name_en="Police",
        short="公安",
        credit_code="113700000000000001",
        area_code="3716",
    )
    catalogue.define_resources([(POLICE, content)], by=BY)
    with (RULES / "police-household.toml").open("rb") as file:
        quality.define_rules(tomllib.load(file), by=BY)
    return "police-household"


def land(resource: str, rows: list[dict[str, Any]], load_id: str, folder: Path) -> quality.Admission:
    """Admit rows and append the good ones to the resource's table."""
    rules = quality.ruleset(resource)
    admission = quality.admit(
        files=table(rows), ruleset=rules, good=folder / load_id / "good", bad=folder / load_id / "bad"
    )
    name = catalogue.table_of(resource)
    lake.define_table(name, [lake.Column(one.name, one.type, one.required) for one in rules.fields], by=BY)
    if admission.good_files:
        lake.append(
            name, pa.concat_tables([read(file) for file in admission.good_files]), load_id=load_id, by=BY
        )
    return admission


def read(file: Path) -> pa.Table:
    """A Parquet file."""
    return pq.read_table(file)
