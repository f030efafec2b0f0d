"""A decision can be explained to the person it is about, in both languages."""

import json
from datetime import date
from pathlib import Path

from yiwang.decisions.api import DecisionModel, Trace
from yiwang.text import Text

MODEL = DecisionModel.parse((Path(__file__).parent / "samples" / "elder-card.dmn").read_bytes())
TODAY = date(2026, 11, 22)


def traced(**person: object) -> tuple[object, Trace]:
    """The sample's decision about a person."""
    outcome = MODEL.evaluate("elder card", {"person": person, "today": TODAY})
    return outcome.value, outcome.trace


def test_the_day_of_the_sixtieth_birthday_decides() -> None:
    whole = {"status": "正常", "residence": "户籍"}
    assert traced(birthday=date(1966, 11, 22), **whole)[0] == {"outcome": "approve", "grade": "60-69"}
    assert traced(birthday=date(1966, 11, 23), **whole)[0] == {"outcome": "refuse", "grade": None}


def test_the_reason_is_what_the_rule_that_fired_says() -> None:
    _, trace = traced(status="正常", residence="户籍", birthday=date(1990, 1, 1))
    assert trace.reasons == (Text("未满60周岁，不符合办理条件。", "Under 60: not yet entitled."),)


def test_every_cell_of_every_rule_is_told() -> None:
    _, trace = traced(status="正常", residence="户籍", birthday=date(1950, 1, 1))
    (table,) = trace.tables
    assert [(one.label.en, one.value) for one in table.inputs] == [
        ("State in the register", "正常"),
        ("Age", "76"),
        ("Kind of residence", "户籍"),
    ]
    assert [[cell.held for cell in rule.cells] for rule in table.rules] == [
        [False, True, True],
        [True, False, True],
        [True, False, True],
        [True, True, True],
        [True, True, True],
    ]
    assert [rule.number for rule in table.fired] == [4]
    assert table.rules[1].cells[1].test == "< 60"


def test_the_decisions_it_rests_on_are_told_first() -> None:
    _, trace = traced(status="正常", residence="户籍", birthday=date(1950, 1, 1))
    assert [(one.label.zh, one.value) for one in trace.decisions[:1]] == [("年龄", "76")]
    assert trace.decisions[1].label == Text("老年证审批", "Elder card")


def test_an_unknown_fact_sends_the_case_to_a_person() -> None:
    value, trace = traced(status="正常", residence="户籍")
    assert value == {"outcome": "review", "grade": None}
    assert trace.tables[0].inputs[1].value == "null"
    assert trace.tables[0].rules[1].cells[1].held is None


def test_a_fact_of_the_wrong_type_counts_as_missing_and_is_told() -> None:
    value, trace = traced(status="正常", residence="户籍", birthday="1950-01-01")
    assert value == {"outcome": "review", "grade": None}
    assert "人口库记录" in trace.notes[0].zh
    assert "person" in trace.notes[0].en


def test_the_story_can_be_read_and_stored() -> None:
    _, trace = traced(status="迁出", residence="户籍", birthday=date(1950, 1, 1))
    lines = trace.lines()
    assert Text("年龄：76", "Age: 76") in lines
    assert any("第1条规则适用" in line.zh and "Rule 1 applies" in line.en for line in lines)
    assert json.loads(json.dumps(trace.as_json()))["tables"][0]["rules"][0]["fired"] is True
