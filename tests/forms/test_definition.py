"""A form as written is checked before anybody fills it in."""

from typing import Any

import pytest

from yiwang.forms.rules.definition import check_definition


def told(document: Any) -> str:
    return "\n".join(f"{problem.pointer} {problem.message.en}" for problem in check_definition(document))


def test_the_sample_form_has_no_problem(document: dict[str, Any]) -> None:
    assert told(document) == ""


def test_all_problems_are_told_at_once(document: dict[str, Any]) -> None:
    document["schema"]["properties"]["remark"] = {"type": "string"}
    document["schema"]["properties"]["applicant"]["additionalProperties"] = True
    del document["ui"]["fields"]["kind"]["en"]
    document["ui"]["fields"]["nobody"] = {"zh": "无", "en": "None"}
    document["ui"]["steps"][1]["fields"].remove("area")
    problems = told(document)
    for part in (
        "/schema/properties/remark",
        "/schema/properties/applicant",
        "/schema/properties/kind",
        "/ui/fields/nobody",
        "area must stand in exactly one step",
    ):
        assert part in problems


def test_a_conditional_question_may_not_always_be_required(document: dict[str, Any]) -> None:
    document["schema"]["required"].append("old_number")
    assert "cannot always be required" in told(document)


def test_a_condition_that_reads_no_field_is_refused(document: dict[str, Any]) -> None:
    document["ui"]["fields"]["old_number"]["showWhen"] = {"path": "ghost", "equals": 1}
    assert "reads ghost" in told(document)


@pytest.mark.parametrize(
    "condition",
    [{"path": "kind"}, {"path": "kind", "equals": 1, "in": []}, {"all": [{"any": 3}]}, [], {"not": {}}],
)
def test_a_malformed_condition_is_refused(document: dict[str, Any], condition: Any) -> None:
    document["ui"]["fields"]["old_number"]["showWhen"] = condition
    assert "/ui/fields/old_number/showWhen" in told(document)


def test_choices_must_be_the_enum_of_the_schema(document: dict[str, Any]) -> None:
    document["schema"]["properties"]["kind"]["enum"].append("other")
    assert "differs from the schema's enum: other" in told(document)


@pytest.mark.parametrize("reference", ["https://example.org/x.json", "file:///etc/passwd", "other.json"])
def test_a_schema_may_not_refer_outside(document: dict[str, Any], reference: str) -> None:
    document["schema"]["properties"]["remark"] = {"$ref": reference}
    assert "Refer only to" in told(document)


def test_keywords_we_cannot_ask_about_are_refused(document: dict[str, Any]) -> None:
    document["schema"]["patternProperties"] = {}
    document["schema"]["properties"]["remark"]["oneOf"] = []
    problems = told(document)
    assert "patternProperties" in problems
    assert "oneOf" in problems


def test_an_unknown_format_is_refused(document: dict[str, Any]) -> None:
    document["schema"]["properties"]["remark"]["format"] = "email"
    assert "Unknown format email" in told(document)


def test_a_date_bound_is_today_or_a_date(document: dict[str, Any]) -> None:
    document["schema"]["properties"]["applicant"]["properties"]["born"]["x-not-after"] = "tomorrow"
    assert "Write a date bound" in told(document)


@pytest.mark.parametrize("document", [None, [], {}, {"schema": {}}, {"schema": [], "ui": {}}])
def test_something_else_than_a_form_is_refused(document: Any) -> None:
    assert check_definition(document)


def test_a_circular_reference_is_refused_not_followed(document: dict[str, Any]) -> None:
    document["schema"]["$defs"] = {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}
    document["schema"]["properties"]["remark"] = {"$ref": "#/$defs/a"}
    assert "not supported" in told(document)
