"""A model that is wrong or hostile is refused, with every mistake and its line."""

import pytest

from yiwang.decisions.api import BadModel, DecisionModel, UnknownDecision

from .tables import data, decision, document, literal, table

RULES = [("&gt; 1", "1")]

BAD: dict[str, tuple[bytes, str]] = {
    "a misspelt name": (document(data("age") + decision("d", literal("aeg &gt; 60"), "age")), "未知的名称“aeg”"),
    "a misspelt function": (document(decision("d", literal("summ([1,2])"))), "未知的名称“summ”"),
    "a name that is not required": (document(data("age") + decision("d", literal("age"))), "未知的名称“age”"),
    "no FEEL": (document(decision("d", literal("1 +"))), "此处应为一个值"),
    "Python": (document(decision("d", literal("__import__('os')"))), "__import__"),
    "another language": (
        document(decision("d", '<literalExpression expressionLanguage="python"><text>1</text></literalExpression>')),
        "只能使用FEEL",
    ),
    "a Java function": (
        document(
            decision(
                "d",
                '<functionDefinition kind="Java"><context><contextEntry><variable name="class"/>'
                + literal('"java.lang.Runtime"') + "</contextEntry></context></functionDefinition>",
            )
        ),
        "Java",
    ),
    "nothing to decide": (document(data("a")), "没有决策"),
    "a decision without a rule": (document(decision("d", "")), "没有表达式"),
    "a requirement that is not there": (document(decision("d", literal("1"), "ghost")), "找不到所需的“#in-ghost”"),
    "a circle": (
        document(decision("x", literal("y"), "!y") + decision("y", literal("x"), "!x")),
        "互相依赖：x → y → x",
    ),
    "a name used twice": (document(data("a") + data("a") + decision("d", literal("1"))), "已在第"),
    "an unknown type": (document(data("a", "tGhost") + decision("d", literal("1"))), "未知的类型“tGhost”"),
    "a rule of the wrong width": (
        document(data("a") + decision("d", table("", [("&gt; 1", "1", "2")]), "a")),
        "规则有1个条件、2个结果",
    ),
    "an unknown hit policy": (document(data("a") + decision("d", table('hitPolicy="BEST"', RULES), "a")), "BEST"),
    "an unknown aggregation": (
        document(data("a") + decision("d", table('hitPolicy="COLLECT" aggregation="AVG"', RULES), "a")),
        "AVG",
    ),
    "priority without an order": (
        document(data("a") + decision("d", table('hitPolicy="PRIORITY"', RULES), "a")),
        "outputValues",
    ),
    "outputs without names": (
        document(data("a") + decision("d", table("", [("&gt; 1", "1", "2")], outputs="<output/><output/>"), "a")),
        "不同的名称",
    ),
    "an import of something else": (
        document('<import namespace="http://evil/" name="x" importType="y"/>' + decision("d", literal("1"))),
        "不在本包内",
    ),
    "another document": (b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>", "DMN"),
    "no XML": (b"rules: none", "XML"),
    "an external entity": (
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document(decision("d", literal("&x;"))),
        "DOCTYPE",
    ),
    "a billion laughs": (
        b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + document(decision("d", literal("&b;"))),
        "DOCTYPE",
    ),
    "a billion laughs in UTF-16": (
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "ha">]><d>&a;</d>').encode("utf-16"),
        "DOCTYPE",
    ),
    "a huge file": (document(f"<description>{'x' * 5_000_000}</description>"), "4MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_model_is_refused(name: str) -> None:
    xml, told = BAD[name]
    with pytest.raises(BadModel) as caught:
        DecisionModel.parse(xml)
    assert told in caught.value.message.zh
    assert all(problem.text.en for problem in caught.value.problems)


def test_all_mistakes_are_told_at_once_with_their_lines() -> None:
    body = (
        data("age")
        + decision("one", literal("aeg"), "age")
        + decision("two", literal("1 +"), "age")
        + decision("three", literal("age"), "ghost")
        + decision("four", "")
    )
    with pytest.raises(BadModel) as caught:
        DecisionModel.parse(document(body))
    assert [problem.line for problem in caught.value.problems] == [3, 4, 5, 5, 6]
    assert "line 3" in caught.value.message.en


def test_an_unknown_decision_is_told_with_those_there_are() -> None:
    model = DecisionModel.parse(document(decision("d", literal("1"))))
    with pytest.raises(UnknownDecision) as caught:
        model.evaluate("e", {})
    assert "d" in caught.value.remedy.zh


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_every_version_of_dmn_is_read(namespace: str) -> None:
    model = DecisionModel.parse(document(data("a") + decision("d", literal("a + 1"), "a"), namespace))
    assert model.evaluate("d", {"a": 1}).value == 2
    assert (model.inputs, model.decisions) == (("a",), ("d",))


def test_a_rule_without_end_gives_null_and_says_why() -> None:
    model = DecisionModel.parse(document(decision("d", literal("for i in 1..1000000000 return i"))))
    outcome = model.evaluate("d", {})
    assert outcome.value is None
    assert "步数过多" in outcome.trace.notes[-1].zh
