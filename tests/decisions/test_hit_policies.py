"""Each hit policy gives what DMN 1.5 §8.2.10 says."""

from decimal import Decimal

import pytest

from yiwang.decisions.api import DecisionModel

from .tables import data, decided, decision, document, table

RULES = [("&gt;= 10", "1"), ("&gt;= 20", "2"), ("&gt;= 30", "3")]
RANKED = '<output name="r"><outputValues><text>3, 1, 2</text></outputValues></output>'


def test_unique_takes_the_only_rule() -> None:
    assert decided('hitPolicy="UNIQUE"', RULES, 12) == 1


def test_unique_is_the_policy_when_none_is_named() -> None:
    assert decided("", RULES, 12) == 1


def test_unique_with_two_rules_decides_nothing_and_says_so() -> None:
    body = data("a") + decision("d", table("", RULES), "a")
    outcome = DecisionModel.parse(document(body)).evaluate("d", {"a": 25})
    assert outcome.value is None
    assert "1、2" in outcome.trace.notes[0].zh
    assert [rule.matched for rule in outcome.trace.tables[0].rules] == [True, True, False]
    assert outcome.trace.tables[0].fired == ()


def test_first_takes_the_first() -> None:
    assert decided('hitPolicy="FIRST"', RULES, 35) == 1


def test_any_needs_agreement() -> None:
    agreeing = [("&gt;= 10", '"yes"'), ("&gt;= 20", '"yes"'), ("&gt;= 30", '"no"')]
    assert decided('hitPolicy="ANY"', agreeing, 25) == "yes"
    assert decided('hitPolicy="ANY"', agreeing, 35) is None


def test_priority_goes_by_the_listed_values() -> None:
    assert decided('hitPolicy="PRIORITY"', RULES, 35, outputs=RANKED) == 3
    assert decided('hitPolicy="PRIORITY"', RULES, 25, outputs=RANKED) == 1


def test_output_order_lists_by_the_listed_values() -> None:
    assert decided('hitPolicy="OUTPUT ORDER"', RULES, 35, outputs=RANKED) == [3, 1, 2]


def test_rule_order_and_collect_list_as_written() -> None:
    assert decided('hitPolicy="RULE ORDER"', RULES, 35) == [1, 2, 3]
    assert decided('hitPolicy="COLLECT"', RULES, 25) == [1, 2]
    assert decided('hitPolicy="COLLECT"', RULES, 5) == []


@pytest.mark.parametrize(("how", "value"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3)])
def test_collect_can_aggregate(how: str, value: int) -> None:
    assert decided(f'hitPolicy="COLLECT" aggregation="{how}"', RULES, 35) == Decimal(value)


def test_counting_nothing_gives_zero_and_adding_nothing_gives_null() -> None:
    assert decided('hitPolicy="COLLECT" aggregation="COUNT"', RULES, 5) == 0
    assert decided('hitPolicy="COLLECT" aggregation="SUM"', RULES, 5) is None


def test_a_default_output_answers_when_no_rule_does() -> None:
    outputs = '<output name="r"><defaultOutputEntry><text>"person"</text></defaultOutputEntry></output>'
    assert decided("", RULES, 5, outputs=outputs) == "person"


def test_several_outputs_make_a_context() -> None:
    outputs = '<output name="outcome"/><output name="reason"/>'
    rules = [("&lt; 60", '"refuse"', '"too-young"'), ("-", '"approve"', "null")]
    found = decided('hitPolicy="FIRST"', rules, 59, outputs=outputs)
    assert found == {"outcome": "refuse", "reason": "too-young"}


def test_a_missing_fact_passes_no_comparison() -> None:
    assert decided("", RULES, None) is None
    assert decided("", [*RULES, ("null", '"unknown"')], None) == "unknown"
