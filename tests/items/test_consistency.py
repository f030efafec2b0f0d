"""An item that contradicts itself is not published, and hears of everything at once."""

from typing import Any

import pytest

from yiwang.items.rules.check import check_item


def keys(table: dict[str, Any]) -> set[str]:
    return {problem.key for problem in check_item(table)}


def test_a_whole_item_has_no_problem(table: dict[str, Any]) -> None:
    assert check_item(table) == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"promised_days": 0}, {"project_type", "kind", "stages"}),
        ({"project_type": "1"}, {"project_type"}),
        ({"kind": "instant"}, {"kind", "decisions"}),
        ({"promised_days": 21}, {"promised_days"}),
        ({"promised_days": 9}, {"stages"}),
        ({"visits": 1}, {"visit_reason", "online_grade"}),
        ({"visit_reason": {"zh": "核验", "en": "Check"}}, {"visit_reason"}),
        ({"online": False, "handle_types": ["1"]}, {"handle_types"}),
        ({"handle_types": ["1"]}, {"handle_types"}),
        ({"pay_online": True}, {"pay_online"}),
        ({"consult_phone": "12345"}, {"consult_phone"}),
        ({"consult_phone": "0543-12345"}, {"complaint_phone"}),
        ({"topics": ["firm:sample"]}, {"topics"}),
        ({"service_objects": ["1", "2"]}, {"topics"}),
        ({"faqs": []}, {"faqs"}),
        ({"remedies": []}, {"remedies"}),
        ({"catalog_code": "370720061000"}, {"catalog_code"}),
        ({"catalog_code": "379920061000"}, {"catalog_code"}),
    ],
)
def test_each_contradiction_is_told_at_its_key(
    table: dict[str, Any], change: dict[str, Any], wrong: set[str]
) -> None:
    assert keys({**table, **change}) == wrong


def test_fees_need_online_payment(table: dict[str, Any]) -> None:
    text = {"zh": "费", "en": "Fee"}
    table["fees"] = [{"name": text, "standard": text, "basis": text, "amount": "10.00"}]
    assert keys(table) == {"pay_online"}
    assert keys({**table, "pay_online": True}) == set()


def test_a_result_is_of_the_type_its_name_says(table: dict[str, Any]) -> None:
    table["result"]["type"] = "document"
    del table["result"]["sample"]
    assert keys(table) == {"result.type", "result.sample"}
    table["result"] = {"name": {"zh": "关于某事的批复", "en": "Reply"}, "type": "approval", "sample": "x"}
    assert keys(table) == set()


def test_all_contradictions_are_told_at_once(table: dict[str, Any]) -> None:
    table |= {"pay_online": True, "topics": ["firm:x"], "consult_phone": "1", "promised_days": 21}
    assert keys(table) == {"pay_online", "topics", "consult_phone", "promised_days"}


def test_missing_parts_are_told_at_once(table: dict[str, Any]) -> None:
    del table["name"]["en"], table["legal_basis"], table["stages"][2]["slug"]
    table["kind"] = "sometimes"
    table["surprise"] = 1
    assert keys(table) == {"name", "legal_basis", "stages.2.slug", "kind", "surprise"}


def test_an_item_without_legal_basis_or_translation_is_refused(table: dict[str, Any]) -> None:
    table["legal_basis"] = []
    table["conditions"][0]["en"] = ""
    assert keys(table) == {"legal_basis", "conditions.0.en"}


def test_every_problem_is_told_in_both_languages(table: dict[str, Any]) -> None:
    for change in ({"promised_days": 0}, {"name": 3}, {"online_grade": "9"}):
        for problem in check_item({**table, **change}):
            assert problem.message.zh
            assert problem.message.en


def test_a_slug_stands_once(table: dict[str, Any]) -> None:
    table["stages"][1]["slug"] = "accept"
    assert keys(table) == {"stages"}
