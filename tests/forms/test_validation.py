"""All errors at once, in both languages, each at its place."""

from typing import Any

import pytest
from tests.forms.conftest import ON

from yiwang.forms.errors import HostileInput
from yiwang.forms.rules.validation import validate
from yiwang.forms.types import FormDefinition


def test_good_answers_have_no_error(form: FormDefinition, good: dict[str, Any]) -> None:
    assert validate(form, good, on=ON) == {}


def test_all_errors_are_found_at_once(form: FormDefinition) -> None:
    errors = validate(form, {"area": 0, "staff": [{}, {"name": "王"}], "amount": "1,5"}, on=ON)
    assert set(errors) == {
        "applicant.name",
        "applicant.resident_id",
        "kind",
        "consent",
        "area",
        "amount",
        "staff.0.name",
        "staff.1.name",
    }
    assert errors["kind"].zh == "请填写“办理类型”。"
    assert errors["kind"].en == "“Kind” is required."
    assert all(text.en for text in errors.values())


@pytest.mark.parametrize("number", ["110105194912310021", "11010520991231002X", "123", "110105194902310020"])
def test_a_wrong_id_number_is_told(form: FormDefinition, good: dict[str, Any], number: str) -> None:
    good["applicant"]["resident_id"] = number
    assert "applicant.resident_id" in validate(form, good, on=ON)


def test_a_birthday_in_the_future_is_refused(form: FormDefinition, good: dict[str, Any]) -> None:
    good["applicant"]["born"] = "2026-11-23"
    assert "2026-11-22" in validate(form, good, on=ON)["applicant.born"].zh
    good["applicant"]["born"] = "2026-11-22"
    assert validate(form, good, on=ON) == {}


@pytest.mark.parametrize("day", ["2026-02-30", "2026-2-3", "22/11/2026", "二〇二六年"])
def test_a_day_that_does_not_exist_is_refused(form: FormDefinition, good: dict[str, Any], day: str) -> None:
    good["applicant"]["born"] = day
    assert "applicant.born" in validate(form, good, on=ON)


def test_a_question_of_a_condition_is_required_when_it_holds(
    form: FormDefinition, good: dict[str, Any]
) -> None:
    good["kind"] = "renewal"
    assert set(validate(form, good, on=ON)) == {"old_number"}


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-A1", "\t=1", " =2"])
def test_a_formula_is_refused(form: FormDefinition, good: dict[str, Any], text: str) -> None:
    good["remark"] = text
    assert "remark" in validate(form, good, on=ON)


@pytest.mark.parametrize("text", ["-5 度", "+86 138", "a=b", "甲@乙", "- 一"])
def test_plain_text_with_signs_is_fine(form: FormDefinition, good: dict[str, Any], text: str) -> None:
    good["remark"] = text
    assert validate(form, good, on=ON) == {}


def test_an_unknown_field_is_named(form: FormDefinition, good: dict[str, Any]) -> None:
    good["applicant"]["is_admin"] = True
    assert "is_admin" in validate(form, good, on=ON)["applicant.is_admin"].en


def test_a_made_up_file_reference_is_refused(form: FormDefinition, good: dict[str, Any]) -> None:
    good["plan"] = [{"digest": "../../etc/passwd", "name": "x", "size": 1, "media_type": "a"}]
    assert set(validate(form, good, on=ON)) == {"plan.0.digest"}


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        deep(20),
        "长" * 10_001,
        ["x"] * 4_000,
        "a\x00b",
        "abc\u202egpj.exe",
        "\ud800",
        10**30,
        float("inf"),
        {"k" * 200: 1},
    ],
    ids=["deep", "long", "many", "nul", "reversed", "surrogate", "huge", "infinite", "key"],
)
def test_hostile_data_is_refused_cleanly(form: FormDefinition, good: dict[str, Any], value: Any) -> None:
    good["remark"] = value
    with pytest.raises(HostileInput) as refused:
        validate(form, good, on=ON)
    assert refused.value.message.en
    assert refused.value.remedy.zh
