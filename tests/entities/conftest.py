"""The four kinds of the pack, and rows as departments have them."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from yiwang.access.api import SYSTEM, Actor, Role
from yiwang.codes import api as codes
from yiwang.entities import api as entities

PACK = Path(__file__).parents[2] / "packs" / "base-registers" / "entities"
BY = SYSTEM("test")
PURPOSE = "测试核对"


def content(kind: str) -> dict[str, Any]:
    """A kind's text with the departments of the model city."""
    table = tomllib.loads((PACK / f"{kind}.toml").read_text("utf-8"))
    for one in table["source"]:
        one["department"] = f"3716-{one['department']}"
    return table


@pytest.fixture
def person(db: None) -> str:
    entities.define(content("person"), by=BY)
    return "person"


@pytest.fixture
def firm(db: None) -> str:
    entities.define(content("firm"), by=BY)
    return "firm"


def resident_id(number: int, born: date | None = None, sex: str = "男") -> str:
    """A valid number that belongs to nobody."""
    born = born or date(1960, 1, 1) + timedelta(days=number * 37 % 20000)
    serial = number % 498 * 2 + (1 if sex == "男" else 2)
    body = f"371602{born:%Y%m%d}{serial:03}"
    return body + codes.resident_id_check_digit(body)


def police(number: int, **changed: Any) -> dict[str, Any]:
    """A row of the household register; `changed` says otherwise."""
    rid = resident_id(number)
    row = {
        "resident_id": rid,
        "name": f"王{'国建文海红'[number % 5]}{'强芳伟丽军'[number // 5 % 5]}",
        "sex": "男",
        "birthday": f"{rid[6:10]}-{rid[10:12]}-{rid[12:14]}",
        "ethnicity": "汉族",
        "status": "正常",
        "residence_kind": "户籍",
        "household_no": f"H{number:06}",
        "relation": "户主",
        "address": f"山东省滨州市滨城区黄河五路{number}号",
        "village_code": "371602001001",
        "updated_at": "2026-10-01 08:00:00",
    }
    return row | changed


def insured(number: int, **changed: Any) -> dict[str, Any]:
    """The same person as social insurance has them."""
    row = police(number)
    found = {
        "person_no": f"SB{number:06}",
        "resident_id": row["resident_id"],
        "name": row["name"],
        "sex": row["sex"],
        "birthday": row["birthday"],
        "mobile": f"138{number:08}",
        "address": f"滨城区黄河五路{number}号",
        "employer_code": "",
        "insurance_kind": "居民养老",
        "state": "参保缴费",
        "updated_at": "2026-10-05 08:00:00",
    }
    return found | changed


def archive(number: int, **changed: Any) -> dict[str, Any]:
    """The same person as the health archive has them."""
    row = police(number)
    found = {
        "archive_no": f"A{number:06}",
        "resident_id": row["resident_id"],
        "name": row["name"],
        "sex": row["sex"],
        "birthday": row["birthday"],
        "mobile": f"138{number:08}",
        "address": f"滨城区黄河五路{number}号",
        "village_code": row["village_code"],
        "updated_at": "2026-09-05 08:00:00",
    }
    return found | changed


def bring(kind: str, source: str, *rows: dict[str, Any], load: str = "t") -> entities.Ingested:
    return entities.ingest(kind, source, rows, load_id=load, by=BY)


def golden(kind: str, number: str) -> entities.EntityView:
    """The golden record of a number."""
    found = entities.key_index(kind, number)
    assert found is not None
    return entities.entity(kind, found, by=BY, purpose=PURPOSE)


def staff(role: str, department: str = "3716-big-data", ref: str = "account:1") -> Actor:
    """Somebody who holds a post."""
    return Actor(ref, "staff", "某某", mfa=True, roles=frozenset({Role(role, department, "3716")}))
