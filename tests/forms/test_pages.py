"""Forms as pages: server-made, labelled, in both languages, working without JavaScript."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html
from tests.forms.conftest import ON
from tests.forms.test_prefilling import asked

from yiwang.forms.rules.answers import answers
from yiwang.forms.rules.layout import render, step_ids, step_of
from yiwang.forms.rules.validation import validate
from yiwang.forms.types import Data, FormDefinition, Prefilled


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Addresses of icons without a collected manifest: these tests are about markup."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def page(form: FormDefinition, data: Data, **how: Any) -> Any:
    return html.fromstring(render_to_string("forms/form.html", {"form": render(form, data, **how)}))


def named(tree: Any, name: str) -> Any:
    (found,) = tree.xpath(f"//*[@name='{name}']")
    return found


def test_every_control_has_a_label_and_its_ids_are_unique(form: FormDefinition) -> None:
    tree = page(form, {"kind": "renewal", "staff": [{}]})
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        labelled = control.xpath("ancestor::label") or tree.xpath(f"//label[@for='{control.get('id')}']")
        assert labelled, control.get("name")


def test_descriptions_point_to_what_exists(form: FormDefinition) -> None:
    tree = page(form, {}, errors=validate(form, {}, on=ON), prefilled=asked(form))
    for pointed in " ".join(tree.xpath("//@aria-describedby")).split():
        assert tree.xpath(f"//*[@id='{pointed}']"), pointed


def test_the_error_summary_leads_to_each_question(form: FormDefinition) -> None:
    tree = page(form, {}, errors=validate(form, {"staff": [{}]}, on=ON))
    anchors = tree.xpath("//*[@role='alert']//a/@href")
    assert len(anchors) == 5
    for anchor in anchors:
        assert tree.xpath(f"//*[@id='{anchor[1:]}']"), anchor


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh-hans", "来自人口库，无需填写"), ("en", "From the population register, need not be filled")],
)
def test_a_known_answer_shows_its_source_and_is_locked(
    form: FormDefinition, language: str, sentence: str
) -> None:
    with translation.override(language):
        tree = page(form, {}, prefilled=asked(form))
    name = named(tree, "applicant.name")
    assert name.get("value") == "王芳"
    assert name.get("readonly") is not None
    assert sentence in tree.text_content()
    assert named(tree, "applicant.mobile").get("readonly") is None


def test_a_silent_source_is_told_and_can_be_asked_again(form: FormDefinition) -> None:
    tree = page(form, {}, prefilled=asked(form, "down"))
    assert "人口库暂时无法查询" in tree.text_content()
    assert tree.xpath("//button[@name='_refresh']")
    assert named(tree, "applicant.name").get("readonly") is None


def test_a_question_appears_when_its_condition_holds(form: FormDefinition) -> None:
    assert not page(form, {"kind": "new"}).xpath("//*[@name='old_number']")
    assert named(page(form, {"kind": "renewal"}), "old_number") is not None


def test_rows_can_be_added_up_to_the_limit(form: FormDefinition) -> None:
    tree = page(form, {"staff": [{"name": "甲乙"}, {}]})
    assert named(tree, "staff.0.name").get("value") == "甲乙"
    assert tree.xpath("//button[@name='_add']")
    assert not page(form, {"staff": [{}, {}, {}]}).xpath("//button[@name='_add']")


def test_what_was_typed_is_escaped(form: FormDefinition) -> None:
    tree = page(form, {"remark": "</textarea><script>alert(1)</script>"})
    assert not tree.xpath("//script")


def test_one_step_shows_its_own_questions(form: FormDefinition) -> None:
    tree = page(form, {}, step="who")
    assert tree.xpath("//*[@name='applicant.name']")
    assert not tree.xpath("//*[@name='kind']")
    assert step_ids(form) == ("who", "what")
    assert step_of(form, "staff.0.name") == "what"
    assert step_of(form, "applicant.name") == "who"


def test_no_inline_script_or_style(form: FormDefinition) -> None:
    tree = page(form, {"staff": [{}]}, prefilled=Prefilled())
    assert not tree.xpath("//@style | //@onclick | //script")


def test_answers_are_read_back_in_words(form: FormDefinition, good: dict[str, Any]) -> None:
    good |= {"amount": "1234.5", "topics": ["a", "c"], "staff": [{"name": "张三"}]}
    groups = answers(form, good, prefilled=asked(form))
    said = {answer.path: (answer.text.zh, answer.text.en) for group in groups for answer in group.answers}
    assert said["kind"] == ("新办", "New")
    assert said["topics"] == ("甲、丙", "A, C")
    assert said["amount"] == ("1,234.50 元", "CNY 1,234.50")
    assert said["consent"] == ("是", "yes")
    assert said["staff.0.name"] == ("张三", "张三")
    assert groups[0].answers[0].source.zh == "人口库"
