"""A resource of the civil affairs department in the catalogue, and rows as its spreadsheets and databases bring them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.codes.api import resident_id_check_digit
from yiwang.collection import api as collection
from yiwang.orgs.models import DepartmentRow

BY = SYSTEM("test")
OFFICE = "3716-civil-affairs"
SLUG = "civil-subsistence"
TABLE = "ods.civil_subsistence"
TYPES = {"since": ("D", ""), "monthly_amount": ("N", "10,2"), "updated_at": ("T", "")}
COLUMNS = ("resident_id", "name", "address", "mobile", "since", "monthly_amount", "updated_at")
TITLES = dict(
    zip(
        COLUMNS, ("公民身份号码", "姓名", "住址", "手机号", "享受日期", "月保障金额", "更新时间"), strict=True
    )
)


def row(number: int, **changed: Any) -> dict[str, str]:
    """A right row as text."""
    at = datetime(2026, 10, 1, 8) + timedelta(minutes=number)
    born = date(1960, 1, 1) + timedelta(days=number // 1000)
    body = f"371602{born:%Y%m%d}{number % 1000:03}"
    found = {
        "resident_id": body + resident_id_check_digit(body),
        "name": f"王{'强芳伟丽军'[number % 5]}",
        "address": f"滨州市滨城区黄河五路{number}号",
        "mobile": f"138{number:08}",
        "since": "2020-01-05",
        "monthly_amount": "520.50",
        "updated_at": at.isoformat(sep=" "),
    }
    return found | changed


def csv_of(rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> bytes:
    """Rows as CSV in UTF-8."""
    lines = [",".join(columns), *(",".join(one.get(name, "") for name in columns) for one in rows)]
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture
def resource(db: None) -> str:
    """The resource, published; its lake table is new in this test's transaction."""
    return define()


def define() -> str:
    """Put the resource into the catalogue."""
    DepartmentRow.objects.get_or_create(
        code=OFFICE,
        defaults={
            "name_zh": "民政局",
            "name_en": "Civil affairs",
            "short": "民政",
            "credit_code": "113700000000000002",
            "area_code": "3716",
        },
    )
    fields = [
        {
            "name": name,
            "title": {"zh": TITLES[name], "en": name},
            "type": TYPES.get(name, ("C", ""))[0],
            "length": TYPES[name][1] if name in TYPES else "200",
            "element": "",
            "grade": 3 if name in ("resident_id", "mobile") else 2,
            "category": "personal.identity" if name == "resident_id" else "business",
            "required": name == "resident_id",
        }
        for name in COLUMNS
    ]
    content = {
        "slug": SLUG,
        "name": {"zh": "低保对象信息", "en": "Subsistence allowances"},
        "abstract": {"zh": "低保", "en": "Allowances"},
        "classification": "1010010001",
        "format": "0200",
        "sharing": {"type": 1, "means": "共享平台"},
        "opening": {"type": 3},
        "cycle": 4,
        "system": "救助系统",
        "core": True,
        "duty": {"zh": "社会救助", "en": "Assistance"},
        "retention_years": 30,
        "theme": "assistance",
        "keywords": ["低保"],
        "key": ["resident_id"],
        "fields": fields,
    }
    catalogue.define_resources([(OFFICE, content)], by=BY)
    return SLUG


def declare(slug: str = "subsistence", **given: Any) -> str:
    """A source of the resource."""
    spec = collection.SourceSpec(slug=slug, resource=SLUG, **({"connector": "files"} | given))
    collection.define_source(spec, by=BY)
    folder = collection.drop_folder(slug)
    for left in folder.iterdir():
        left.unlink()
    return slug


def drop(slug: str, data: bytes, name: str = "data.csv") -> None:
    """Put a file into a source's drop folder."""
    (collection.drop_folder(slug) / name).write_bytes(data)
