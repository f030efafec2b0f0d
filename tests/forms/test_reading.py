"""From what a browser posts to answers."""

from typing import Any

import pytest
from tests.forms.conftest import Posted

from yiwang.forms.errors import HostileInput
from yiwang.forms.rules.fitting import fit
from yiwang.forms.rules.reading import attach, read
from yiwang.forms.rules.rows import edit_asked, edited
from yiwang.forms.types import FormDefinition

FILE = {"digest": "a" * 64, "name": "plan.pdf", "size": 10, "media_type": "application/pdf"}


def test_answers_take_the_types_of_the_schema(form: FormDefinition) -> None:
    data = read(
        form,
        Posted(
            {
                "applicant.name": [" 王芳 "],
                "applicant.resident_id": ["11010519491231002x"],
                "applicant.mobile": ["１３８ ０００１ ３８００"],
                "area": ["１２０"],
                "amount": ["1,234.50"],
                "topics": ["a", "c"],
                "kind": ["new"],
                "consent": ["on"],
                "remark": [""],
                "csrfmiddlewaretoken": ["x"],
                "_step": ["who"],
            }
        ),
    )
    assert data == {
        "applicant": {"name": "王芳", "resident_id": "11010519491231002X", "mobile": "13800013800"},
        "area": 120,
        "amount": "1234.50",
        "topics": ["a", "c"],
        "kind": "new",
        "consent": True,
    }


def test_a_number_that_is_none_stays_text_for_validation_to_tell(form: FormDefinition) -> None:
    assert read(form, Posted({"area": ["很大"]}))["area"] == "很大"


def test_rows_are_read_in_order_and_empty_ones_left_out(form: FormDefinition) -> None:
    posted = Posted(
        {
            "staff.0.name": [""],
            "staff.7.name": ["李四"],
            "staff.2.name": ["张三"],
            "staff.2.since": ["2026-01-01"],
        }
    )
    assert read(form, posted)["staff"] == [{"name": "张三", "since": "2026-01-01"}, {"name": "李四"}]


def test_a_hidden_question_keeps_no_answer(form: FormDefinition) -> None:
    assert read(form, Posted({"kind": ["new"], "old_number": ["X1"]})) == {"kind": "new"}
    assert "old_number" in read(form, Posted({"kind": ["renewal"], "old_number": ["X1"]}))


def test_one_step_leaves_the_answers_of_others_alone(form: FormDefinition) -> None:
    kept = {"applicant": {"name": "王芳"}, "kind": "new", "consent": True}
    data = read(form, Posted({"kind": ["renewal"]}), kept=kept, step="what")
    assert data == {"applicant": {"name": "王芳"}, "kind": "renewal"}
    assert kept["kind"] == "new"


@pytest.mark.parametrize("name", ["is_staff", "applicant", "staff.0.salary", "staff.x.name", "a" * 5000])
def test_an_unknown_field_is_refused(form: FormDefinition, name: str) -> None:
    posted = Posted({name: ["1"]})
    if name == "applicant":
        assert read(form, posted) == {}
    else:
        with pytest.raises(HostileInput):
            read(form, posted)


def test_too_many_fields_are_refused(form: FormDefinition) -> None:
    with pytest.raises(HostileInput):
        read(form, Posted({f"staff.{number}.name": ["x"] for number in range(1001)}))


def test_a_control_character_in_a_field_is_refused(form: FormDefinition) -> None:
    with pytest.raises(HostileInput, match=r"U\+0000"):
        read(form, Posted({"remark": ["a\x00b"]}))


def test_a_browser_cannot_name_a_file_it_did_not_send(form: FormDefinition) -> None:
    with pytest.raises(HostileInput):
        read(form, Posted({"plan.0.digest": ["a" * 64]}))


def test_attached_files_stay_until_they_are_taken_off(form: FormDefinition) -> None:
    kept = attach({}, "plan", FILE)
    assert attach(kept, "plan", FILE) == kept
    assert read(form, Posted({"kind": ["new"]}), kept=kept)["plan"] == [FILE]
    assert "plan" not in read(form, Posted({"_drop": [f"plan:{'a' * 64}"]}), kept=kept)


@pytest.mark.parametrize(
    ("posted", "rows"),
    [
        ({"_add": ["staff"]}, [{"name": "甲乙"}, {}]),
        ({"_remove": ["staff.0"]}, []),
        ({"_remove": ["staff.9"]}, [{"name": "甲乙"}]),
        ({"_refresh": ["1"]}, [{"name": "甲乙"}]),
    ],
)
def test_rows_come_and_go_without_javascript(
    form: FormDefinition, posted: dict[str, list[str]], rows: list[Any]
) -> None:
    edit = edit_asked(form, Posted(posted))
    assert edit is not None
    assert edited(form, {"staff": [{"name": "甲乙"}]}, edit)["staff"] == rows


def test_other_buttons_are_no_edit(form: FormDefinition) -> None:
    assert edit_asked(form, Posted({"_add": ["kind"], "_remove": ["x.y"]})) is None


def test_answers_of_an_older_form_are_fitted_to_the_new_one(form: FormDefinition) -> None:
    old = {
        "gone": 1,
        "remark": ["was a list"],
        "applicant": {"name": "王芳", "title": "女士"},
        "staff": [{"name": "张三", "salary": 1}, "nonsense"],
        "area": 10,
    }
    wanted = {"applicant": {"name": "王芳"}, "staff": [{"name": "张三"}], "area": 10}
    assert fit(form, old) == wanted
    assert read(form, Posted({}), kept=old, step="who") == {"staff": [{"name": "张三"}], "area": 10}
