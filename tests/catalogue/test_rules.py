"""What a resource must say, which grade it has, and what a reader sees of it."""

from dataclasses import replace
from typing import Any

import duckdb
import pytest
from tests.catalogue.conftest import ELEMENTS

from yiwang.catalogue import api as catalogue
from yiwang.catalogue.rules.content import content_problems, normalised
from yiwang.catalogue.rules.grades import clearance_of
from yiwang.codes import api as codes
from yiwang.text import Text

VIEWS = {
    code: catalogue.ElementView(code, Text(zh, en), kind, length, grade, category)
    for code, zh, en, kind, length, grade, category in ELEMENTS
}


def wrong(content: dict[str, Any]) -> set[str]:
    return {one.key for one in content_problems(content, normalised(content, VIEWS), VIEWS)}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"slug": "Police Household"}, "slug"),
        ({"name": {"zh": " "}}, "name"),
        ({"abstract": ""}, "abstract"),
        ({"classification": "4010010001"}, "classification"),
        ({"classification": "30700"}, "classification"),
        ({"format": "9999"}, "format"),
        ({"cycle": "10"}, "cycle"),
        ({"retention_years": "ten"}, "retention_years"),
        ({"sharing": {"type": "2"}, "classification": "3070010001"}, "sharing.condition"),
        ({"sharing": {"type": "3"}, "classification": "3070010001"}, "sharing.basis"),
        ({"sharing": {"type": "2", "condition": "经批准"}}, "sharing.type"),
        ({"sharing": {"type": "0"}}, "sharing.type"),
        ({"opening": {"type": "2"}}, "opening.condition"),
        ({"opening": {"type": "1"}}, "opening.type"),
        ({"key": ["nothing"]}, "key.0"),
        ({"fields": []}, "fields"),
        ({"unheard": 1}, "unheard"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(change: dict[str, Any], key: str) -> None:
    from tests.catalogue.conftest import CONTENT

    assert not wrong(CONTENT)
    assert key in wrong({**CONTENT, **change})


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ({"name": "Mobile"}, "name"),
        ({"name": "name", "element": "name"}, "name"),
        ({"name": "x", "element": "nowhere"}, "element"),
        ({"name": "x", "element": "mobile", "grade": "1"}, "grade"),
        ({"name": "x", "title": "甲", "type": "C", "grade": "2", "category": "personal.sensitive"}, "grade"),
        ({"name": "x", "title": "甲", "type": "Q", "grade": "1", "category": "public"}, "type"),
        (
            {"name": "x", "title": "甲", "type": "N", "length": "9,10", "grade": "1", "category": "public"},
            "length",
        ),
        ({"name": "x", "title": "甲", "type": "C", "grade": "1", "category": "weather"}, "category"),
        ({"name": "x", "type": "C", "grade": "1", "category": "public"}, "title"),
    ],
)
def test_what_is_wrong_with_a_field(field: dict[str, Any], key: str) -> None:
    from tests.catalogue.conftest import CONTENT

    fields = [*CONTENT["fields"], field]
    assert f"fields.{len(fields) - 1}.{key}" in wrong({**CONTENT, "fields": fields})


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("resident_id", "11010519491231002X", codes.mask_resident_id("11010519491231002X")),
        ("mobile", "13800013800", codes.mask_mobile("13800013800")),
        ("name", "王建国", codes.mask_name("王建国")),
        ("name", "王", codes.mask_name("王")),
        ("name", "", ""),
        ("name", None, None),
        ("mobile", "12", codes.mask_mobile("12")),
        ("address", "滨州市滨城区黄河五路1号", "滨州市滨城区****"),
        ("birthday", "1949-12-31", "1949-**-**"),
        ("village_code", "371602001001", "371602001001"),
    ],
)
def test_masks_in_sql_show_what_the_masks_of_the_house_show(column: str, value: str, shown: str) -> None:
    element = VIEWS[column]
    field = catalogue.FieldView(
        column,
        element.name,
        element.type,
        element.length,
        column,
        element.grade,
        element.category,
        False,
        False,
    )
    sql = catalogue.mask_sql(field, "v", clearance=2)
    assert duckdb.execute(f"SELECT {sql} FROM (SELECT ?::varchar AS v)", [value]).fetchone() == (shown,)
    assert catalogue.mask_sql(field, "v", clearance=4) == "v"
    hidden = replace(field, grade=5)
    sql = catalogue.mask_sql(hidden, "v", clearance=4)
    assert duckdb.execute(f"SELECT {sql} FROM (SELECT 'x' AS v)").fetchone() == ("****",)


def test_derived_data_are_graded_anew_by_rule() -> None:
    mobile, amount = (3, "personal.contact", "a"), (2, "business", "b")
    assert catalogue.derived_grade([mobile], "masked") == 2
    assert catalogue.derived_grade([mobile, amount], "joined") == 3
    assert catalogue.derived_grade([mobile, (3, "personal", "b")], "joined") == 4
    assert catalogue.derived_grade([mobile], "counted") == 1
    assert catalogue.derived_grade([(5, "business", "a")], "counted") == 5, (
        "important data are lowered by people only"
    )


def test_a_post_reads_its_own_department_in_clear_and_others_masked() -> None:
    assert clearance_of([("data-officer", True)]) == 4
    assert clearance_of([("data-officer", False), ("data-steward", False)]) == 2
    assert clearance_of([("window-clerk", True)]) == 0


@pytest.mark.parametrize(
    ("kind", "length", "column"),
    [
        ("C", "18", "string"),
        ("I", "5", "int"),
        ("I", "", "bigint"),
        ("N", "10", "bigint"),
        ("N", "20,4", "decimal(20,4)"),
        ("Y", "10", "decimal(10,2)"),
        ("B", "", "double"),
        ("D", "", "date"),
        ("T", "", "timestamp"),
        ("L", "", "boolean"),
    ],
)
def test_types_become_columns_of_the_lake(kind: str, length: str, column: str) -> None:
    field = catalogue.FieldView("x", Text("x"), kind, length, "", 1, "public", False, False)
    assert catalogue.column_type(field) == column
