"""A resource of the civil affairs department, published and collected: two years of subsistence, one long over."""

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from tests.journeys.conftest import house, town, visitors

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake

__all__ = ["house", "town", "visitors"]

BY = SYSTEM("test")
SLUG, OFFICE = "aid-payments", "3716-civil-affairs"
THIS_YEAR = date.today().year
OLD, NOW = str(THIS_YEAR - 12), str(THIS_YEAR)
_SIGNS = "10X98765432"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(number: int) -> str:
    """A well-formed identity number."""
    head = f"37160219600101{number:03}"
    return head + _SIGNS[sum(int(sign) * weight for sign, weight in zip(head, _WEIGHTS, strict=True)) % 11]


def rows(year: str, count: int) -> pa.Table:
    return pa.table(
        {
            "year": [year] * count,
            "payee": [resident_id(number) for number in range(count)],
            "remark": [f"发放批次{number}" for number in range(count)],
            "contact": [f"1380000{number:04}" for number in range(count)],
        }
    )


def field(name: str, zh: str, grade: int, category: str, length: str = "50") -> dict[str, Any]:
    return {
        "name": name, "title": {"zh": zh, "en": name.capitalize()}, "type": "C", "length": length,
        "grade": grade, "category": category,
    }  # fmt: skip


def set_up(slug: str = SLUG) -> None:
    """Into the catalogue (its `payee` graded too low) and the lake, by year."""
    catalogue.define_resources(
        [
            (
                OFFICE,
                {
                    "slug": slug,
                    "name": {"zh": "困难救助发放", "en": "Aid payments"},
                    "abstract": {"zh": "救助金发放记录。", "en": "Payments of aid."},
                    "classification": "3070020001",
                    "format": "0200",
                    "sharing": {"type": "1", "means": "库表"},
                    "opening": {"type": "3"},
                    "cycle": "3",
                    "system": "救助系统",
                    "core": True,
                    "duty": {"zh": "社会救助", "en": "Social aid"},
                    "retention_years": 10,
                    "theme": "",
                    "keywords": ["救助"],
                    "key": ["payee", "year"],
                    "fields": [
                        field("year", "年度", 1, "business"),
                        field("payee", "收款人标识", 1, "business"),
                        field("remark", "摘要", 1, "business"),
                        field("contact", "联系方式", 3, "personal.contact"),
                    ],
                },
            )
        ],
        by=BY,
    )
    table = catalogue.table_of(slug)
    columns = [lake.Column(name, "string") for name in ("year", "payee", "remark", "contact")]
    lake.define_table(table, columns, partition_by=("year",), by=BY)
    lake.append(table, rows(OLD, 40), load_id="old-1", by=BY)
    lake.append(table, rows(OLD, 20), load_id="old-2", by=BY)
    lake.append(table, rows(str(THIS_YEAR - 5), 15), load_id="mid", by=BY)
    lake.append(table, rows(NOW, 30), load_id="now", by=BY)


@dataclass
class Collected:
    """One resource of these stories."""

    slug: str

    @property
    def table(self) -> str:
        return catalogue.table_of(self.slug)


_numbers = itertools.count(1)


@pytest.fixture
def collected(town: str) -> Collected:
    """A resource of one's own in the town of this module."""
    one = Collected(f"{SLUG}-{next(_numbers)}")
    set_up(one.slug)
    return one
