"""Rules are text from outside: what they may say, what they may not, and that every mistake is told at its place."""

import tomllib
from datetime import date, datetime
from typing import Any

import pytest
from tests.quality.conftest import RULES

from yiwang.quality.rules.expressions import BadExpression, compile_expression
from yiwang.quality.rules.reading import problems, read_rule, read_rules
from yiwang.quality.rules.text import as_text

NOW = datetime.fromisoformat("2026-11-25T12:00:00")
RULE = {"id": "a", "check": "required", "column": "x", "severity": "warn", "zh": "空", "en": "empty"}


@pytest.mark.parametrize(
    "text",
    [
        "a IN (SELECT b FROM t)",
        "read_text('/etc/passwd') = a",
        "a = (SELECT content FROM read_csv('x'))",
        "getenv('HOME') = a",
        "a = 1; DROP TABLE t",
        "t.a = 1",
        "missing = 1",
        "a = current_setting('x')",
        "a = $1",
        "a::BLOB = 'x'",
        "(" * 400 + "a",
        "a = 'x' -- ' OR",
        "glob('*') = a",
        "",
        "a" * 2000,
    ],
)
def test_an_expression_reads_nothing_but_its_row(text: str) -> None:
    if text == "a = 'x' -- ' OR":
        assert "--" not in compile_expression(text, ["a"], now=NOW)
        return
    with pytest.raises(BadExpression):
        compile_expression(text, ["a"], now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "a <> b",
        "length(a) = 18 AND b <= today",
        "a NOT LIKE '职工%' OR b IS NULL",
        "left(a, 4) = '3716'",
        "year(b) > 1900",
    ],
)
def test_ordinary_expressions_are_understood(text: str) -> None:
    assert '"a"' in compile_expression(text + " AND a = a", ["a", "b"], now=NOW)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"check": "magic"}, "check"),
        ({"check": "type"}, "check"),
        ({"severity": "fatal"}, "severity"),
        ({"en": ""}, "en"),
        ({"id": "A b"}, "id"),
        ({"colour": "red"}, "colour"),
        ({"weight": -1}, "weight"),
        ({"tolerance": 2}, "tolerance"),
        ({"dimension": "beauty"}, "dimension"),
        ({"indicator": "beauty"}, "indicator"),
        ({"check": "pattern", "pattern": "(?<=a)b"}, "pattern"),
        ({"check": "pattern"}, "check"),
        ({"check": "range"}, "check"),
        ({"check": "one-of"}, "values"),
        ({"check": "resident-id", "part": "nose"}, "part"),
        ({"check": "exists", "in": "../etc"}, "in"),
        ({"check": "holds", "expression": "1 +"}, "expression"),
        ({"when": "a b c"}, "when"),
        ({"valid_from": "yesterday"}, "valid_from"),
    ],
)
def test_every_mistake_is_told_at_its_key(changed: dict[str, Any], key: str) -> None:
    table = {"resource": "r", "rule": [RULE | changed]}
    assert f"rule.0.{key}" in [where for where, _ in problems(table, "r")]


def test_the_head_of_a_file() -> None:
    assert [key for key, _ in problems({"resource": "x", "rule": [RULE, RULE]}, "r")] == [
        "resource",
        "rule.1.id",
    ]
    assert [key for key, _ in problems({"resource": "r"}, "r")] == ["rule"]


def test_a_rule_has_its_days() -> None:
    rule = read_rule(RULE | {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 6, 30)})
    assert [
        rule.in_force(date.fromisoformat(day))
        for day in ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01")
    ] == [*(False, True, True, False)]


@pytest.mark.parametrize("file", sorted(RULES.glob("*.toml")), ids=lambda file: file.stem)
def test_the_rules_that_ship_are_right_and_survive_being_written_again(file: Any) -> None:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    assert not list(problems(table, file.stem))
    again = tomllib.loads(as_text(file.stem, table["rule"]))
    assert read_rules({**again, "valid_from": table["valid_from"]}) == read_rules(table)
    if file.stem in ("police-household", "market-entity"):
        assert len(table["rule"]) >= 20
