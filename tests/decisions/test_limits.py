"""No expression can hang the house or eat its memory."""

import time

import pytest

from yiwang.decisions.api import BadExpression, TooCostly, feel

TOO_COSTLY = {
    "an endless loop": "for i in 1..1000000000 return i",
    "loops in loops": "count(for i in 1..1000000, j in 1..1000000 return 1)",
    "endless recursion": "{f: function(x) f(x + 1), r: f(1)}.r",
    "a function that calls itself through another": "{f: function(g) g(g), r: f(f)}.r",
    "a text that doubles": 'for i in 1..100 return if i = 1 then "aaaaaaaaaa" else partial[-1] + partial[-1]',
    "a list that doubles": "for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]]",
    "flattening a list that doubles": "flatten(for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]])",
    "printing a list that doubles": "string(for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]])",
    "a pattern that backtracks": f'replace("{"a" * 40}!", "(a|aa)+$", "x")',
    "a quadratic search": "distinct values(for i in 1..5000 return i)",
}
TOO_DEEP = {
    "brackets": "(" * 5000 + "1" + ")" * 5000,
    "lists": "[" * 3000,
    "signs": "-" * 9000 + "1",
    "calls": "not(" * 2000 + "true" + ")" * 2000,
    "sums": "1" + "+1" * 9000,
    "paths": "a" + ".b" * 4000,
    "tests": "x in (" * 1000 + "1" + ")" * 1000,
    "tests read twice": "x in (" * 50 + "1" + "+1)" * 50,
    "contexts": "{a:" * 3000,
    "a whole book": "1 " * 20_000,
}
GIVES_NULL = [
    "10 ** 1000000000",
    "exp(1000000)",
    "1" + "0" * 10_000,
    "decimal(1, 1000000000)",
    "date(1E6000, 1, 1)",
    'duration("P' + "9" * 30 + 'D")',
    "[1, 2][1E6000]",
    "for i in 1E6000..0 return i",
    'matches("a", "' + "(" * 400 + "a" + ")" * 399 + '")',
]


@pytest.mark.parametrize("name", TOO_COSTLY)
def test_a_costly_expression_is_stopped_soon(name: str) -> None:
    started = time.perf_counter()
    with pytest.raises(TooCostly):
        feel.evaluate(TOO_COSTLY[name])
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("name", TOO_DEEP)
def test_a_deep_expression_is_refused_soon(name: str) -> None:
    started = time.perf_counter()
    with pytest.raises(BadExpression):
        feel.evaluate(TOO_DEEP[name])
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("source", GIVES_NULL, ids=lambda source: source[:20])
def test_what_is_beyond_numbers_and_calendars_is_null(source: str) -> None:
    assert feel.evaluate(source) is None


def test_nothing_of_python_is_in_reach() -> None:
    for source in (
        "__class__",
        '"".__class__',
        "(1).real",
        "print",
        "open",
        "eval",
        "__builtins__",
    ):
        assert feel.evaluate(source) is None
