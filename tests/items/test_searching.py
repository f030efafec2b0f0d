"""Items are found by what people type."""

from typing import Any

import pytest
from tests.items.test_publishing import define

from yiwang.items import api as items

NAMES = {
    "elderly-card": ("老年证办理", "Senior citizen card", ["老年优待证", "敬老卡"]),
    "food-licence": ("食品经营许可（新办）", "Food business licence", ["开餐馆", "开饭店", "餐饮许可"]),
    "housing-proof": (
        "异地贷款职工住房公积金缴存使用证明",
        "Proof of housing-fund deposits",
        ["公积金证明"],
    ),
    "marriage": ("结婚登记", "Marriage registration", ["领证"]),
    "driving": ("机动车驾驶证期满换证", "Renewing a driving licence", ["驾照", "换驾照"]),
    "water": ("城镇污水排入排水管网许可", "Permit to discharge into sewers", ["排水证"]),
}


@pytest.fixture
def catalogue(office: str, table: dict[str, Any]) -> None:
    for slug, (zh, en, keywords) in NAMES.items():
        define({**table, "slug": slug, "name": {"zh": zh, "en": en}, "keywords": keywords})


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("老年证", "elderly-card"),
        ("办理老年证", "elderly-card"),
        ("敬老卡", "elderly-card"),
        ("老年政", "elderly-card"),  # a wrong character of the same sound
        ("劳年证办理", "elderly-card"),
        ("laonianzheng", "elderly-card"),
        ("laonian zheng", "elderly-card"),
        ("lnz", "elderly-card"),
        ("LaoNianZhen", "elderly-card"),  # a slip in pinyin
        ("senior citizen", "elderly-card"),
        ("开饭店", "food-licence"),
        ("我要开餐馆", "food-licence"),
        ("食品许可", "food-licence"),
        ("食品经营许可证", "food-licence"),
        ("公积金", "housing-proof"),
        ("公基金证明", "housing-proof"),
        ("异地贷款", "housing-proof"),
        ("结昏登记", "marriage"),
        ("驾照", "driving"),
        ("换驾驶证", "driving"),
        ("lisence driving", "driving"),
        ("ｄｒｉｖｉｎｇ", "driving"),
        ("排水", "water"),
    ],
)
def test_the_right_item_comes_first(catalogue: None, query: str, slug: str) -> None:
    hits = items.search(query)
    assert hits, query
    assert hits[0].item.slug == slug


@pytest.mark.parametrize("query", ["护照", "xyzzy", "%", "'; drop table", "\\", "。，", "a", "𠀀"])
def test_what_is_not_there_is_not_found(catalogue: None, query: str) -> None:
    assert items.search(query) == ()


def test_an_empty_search_lists_the_catalogue(catalogue: None) -> None:
    assert len(items.search("")) == len(NAMES)
    assert len(items.search("  ", topic="person:sample", limit=2)) == 2
    assert items.search("", topic="firm:none") == ()


def test_a_very_long_search_is_cut_short(catalogue: None) -> None:
    assert items.search("老年证" + "啊" * 10_000)[0].item.slug == "elderly-card"


def test_a_name_typed_whole_is_certain(catalogue: None) -> None:
    (first, *_) = items.search("结婚登记")
    assert first.score == 1.0
    assert first.matched == "words"
