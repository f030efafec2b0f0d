"""Resources are found by words, sounds and slips, with filters, facets and pages, at a constant number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.catalogue.conftest import CIVIL, POLICE, published

from yiwang.catalogue import api as catalogue

pytestmark = pytest.mark.django_db
NAMES = {
    "police-household": ("户籍人口信息", "Registered residents", POLICE),
    "police-vehicle": ("机动车登记信息", "Motor vehicles", POLICE),
    "civil-marriage": ("婚姻登记信息", "Marriages", CIVIL),
    "civil-subsistence": ("最低生活保障对象信息", "Subsistence allowance", CIVIL),
}


@pytest.fixture
def shelf(content: dict[str, Any]) -> None:
    for slug, (zh, en, department) in NAMES.items():
        base = slug == "police-household"
        published(
            content, department, slug=slug, name={"zh": zh, "en": en}, abstract={"zh": f"{zh}。", "en": en},
            keywords=["低保"] if slug == "civil-subsistence" else [], theme="population" if base else "society",
            classification="1010010001" if base else "3070010001",
            sharing={"type": "1"} if base else {"type": "2", "condition": "经批准"},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("q", "slug"),
    [
        ("户籍人口", "police-household"),
        ("机动车 登记", "police-vehicle"),
        ("低保", "civil-subsistence"),
        ("hunyin", "civil-marriage"),
        ("hydj", "civil-marriage"),
        ("motor vehicles", "police-vehicle"),
        ("婚因登记", "civil-marriage"),
        ("civil-marriage", "civil-marriage"),
        ("vehicels", "police-vehicle"),
    ],
)
def test_the_right_resource_comes_first(shelf: None, q: str, slug: str) -> None:
    found = catalogue.search(q)
    assert found.rows
    assert found.rows[0].slug == slug


@pytest.mark.parametrize("q", ["护照签证", "xyzzy", "%", "_", "'; drop table", "。，", "𠀀"])
def test_what_is_not_there_is_not_found(shelf: None, q: str) -> None:
    assert catalogue.search(q).rows == ()


def test_facets_tell_what_each_choice_would_bring(shelf: None) -> None:
    found = catalogue.search("信息", catalogue.Filter(department=CIVIL))
    assert found.total == 2
    assert found.facets["department"] == {POLICE: 2, CIVIL: 2}, "counted as if no department were chosen"
    assert found.facets["sharing"] == {"2": 2}
    assert found.facets["kind"] == {"3": 2}
    assert catalogue.search("", catalogue.Filter(theme="population")).total == 1


def test_pages_by_key_lose_and_repeat_nothing(shelf: None) -> None:
    for q in ("", "信息"):
        seen: list[str] = []
        after = ""
        while True:
            found = catalogue.search(q, after=after, limit=1)
            seen += [row.slug for row in found.rows]
            after = found.next
            if not after:
                break
        assert sorted(seen) == sorted(NAMES)


def test_a_search_costs_three_queries_however_much_it_finds(shelf: None) -> None:
    counts = []
    for limit in (1, 4):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            catalogue.search("信息", limit=limit)
        counts.append(len(queries))
    assert counts == [3, 3]


def test_what_others_hold_already_is_told_to_whoever_designs_a_form(shelf: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        held = catalogue.already_held(fields=["手机号码"], elements=["resident_id"])
    assert len(queries) == 1
    assert {one.element for one in held} == {"mobile", "resident_id"}
    assert held[0].sharing == "1", "what is shared without condition comes first"
    assert catalogue.already_held(fields=["星座"]) == ()
