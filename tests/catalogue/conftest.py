"""Offices, data elements and one resource without a fault, to compile and to spoil."""

import copy
from typing import Any

import pytest

from yiwang.access.api import SYSTEM, Actor, Role
from yiwang.catalogue import api as catalogue
from yiwang.orgs.models import DepartmentRow
from yiwang.text import Text

SETUP = SYSTEM("test")
POLICE, CIVIL, COUNTY = "3716-public-security", "3716-civil-affairs", "371602-civil-affairs"
_OFFICES = {POLICE: "滨州市公安局", CIVIL: "滨州市民政局", COUNTY: "滨城区民政局"}
ELEMENTS = (
    ("resident_id", "公民身份号码", "Identity number", "C", "18", 4, "personal.identity"),
    ("name", "姓名", "Name", "C", "50", 3, "personal.identity"),
    ("mobile", "手机号码", "Mobile number", "C", "11", 3, "personal.contact"),
    ("address", "住址", "Address", "C", "200", 3, "personal.contact"),
    ("birthday", "出生日期", "Date of birth", "D", "", 3, "personal"),
    ("village_code", "村（社区）代码", "Village code", "C", "12", 1, "place"),
    ("amount", "金额", "Amount", "Y", "10,2", 2, "business"),
    ("updated_at", "更新时间", "Updated at", "T", "", 1, "public"),
)
CONTENT: dict[str, Any] = {
    "slug": "police-household",
    "name": {"zh": "户籍人口信息", "en": "Registered residents"},
    "abstract": {"zh": "全市户籍人口的基本情况。", "en": "Registered residents of the city."},
    "classification": "1010010001",
    "format": "0200",
    "sharing": {"type": "1", "means": "库表"},
    "opening": {"type": "3"},
    "cycle": "2",
    "system": "人口信息管理系统",
    "core": True,
    "duty": {"zh": "户口登记管理", "en": "Household registration"},
    "retention_years": 30,
    "theme": "population",
    "keywords": ["户口", "常住人口"],
    "key": ["resident_id"],
    "fields": [
        {"name": "resident_id", "element": "resident_id", "required": True},
        {"name": "name", "element": "name", "required": True},
        {"name": "mobile", "element": "mobile"},
        {"name": "address", "element": "address"},
        {"name": "birthday", "element": "birthday"},
        {"name": "village_code", "element": "village_code"},
        {"name": "updated_at", "element": "updated_at"},
    ],
}


def staff(role: str, department: str, ref: str, area: str = "3716") -> Actor:
    return Actor(
        ref=ref, kind="staff", name="某人", mfa=True, roles=frozenset({Role(role, department, area)})
    )


OFFICER = staff("data-officer", POLICE, "account:11")
CIVIL_OFFICER = staff("data-officer", CIVIL, "account:12")
COUNTY_OFFICER = staff("data-officer", COUNTY, "account:13", "371602")
STEWARD = staff("data-steward", "3716-big-data", "account:14")
CLERK = staff("window-clerk", "3716-approval", "account:15")
LEADER = staff("leader", "3716-office", "account:16")


@pytest.fixture
def offices(db: None) -> None:
    """The departments of these stories."""
    for code, name in _OFFICES.items():
        area = code.partition("-")[0]
        DepartmentRow.objects.create(
            code=code, name_zh=name, name_en=code, short=name, credit_code=code[:18], area_code=area,
            kind="government",
        )  # fmt: skip


@pytest.fixture
def elements(offices: None) -> None:
    """The data elements their fields follow."""
    views = [
        catalogue.ElementView(code, Text(zh, en), kind, length, grade, category, source="test", version="1")
        for code, zh, en, kind, length, grade, category in ELEMENTS
    ]
    catalogue.define_elements("person", views, by=SETUP)


@pytest.fixture
def content(elements: None) -> dict[str, Any]:
    """A resource's content, free to be spoilt."""
    return copy.deepcopy(CONTENT)


def published(content: dict[str, Any], department: str = POLICE, **changes: Any) -> catalogue.ResourceView:
    """The content with changes, published by the system."""
    table = {**copy.deepcopy(content), **changes}
    catalogue.define_resources([(department, table)], by=SETUP)
    return catalogue.resource(table["slug"])


@pytest.fixture
def household(content: dict[str, Any]) -> catalogue.ResourceView:
    """The resource, published."""
    return published(content)
