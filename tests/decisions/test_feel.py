"""FEEL as a pack author meets it: names, values, logic, dates."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.decisions.api import BadExpression, feel

SAYS: list[tuple[str, object]] = [
    ("1 + 2 * 3", 7),
    ("-2 ** 2", 4),
    ("2 ** 3 ** 2", 64),
    ("0.1 + 0.2", Decimal("0.3")),
    ("1 / 3 * 3 = 1", False),
    ("1 / 0", None),
    ('"a" + 1', None),
    ("if null then 1 else 2", 2),
    ("null and false", False),
    ("null and true", None),
    ("null or true", True),
    ("not(null)", None),
    ("null = null", True),
    ("1 = null", False),
    ("1 < null", None),
    ("5 between 1 and 5", True),
    ("5 in (1..5)", False),
    ("5 in [1..5]", True),
    ("5 in ]1..5[", False),
    ('"c" in ("a", "b", > "b")', True),
    ("for i in 1..3, j in 1..2 return i * j", [1, 2, 2, 4, 3, 6]),
    ("for i in 3..1 return i", [3, 2, 1]),
    ("some x in [1, 2, 3] satisfies x > 2", True),
    ("every x in [] satisfies x > 2", True),
    ("[1, 2, 3, 4][item > 2]", [3, 4]),
    ("[10, 20, 30][-1]", 30),
    ('[{n: 1}, {n: 2}].n', [1, 2]),
    ('[{n: 1, t: "a"}, {n: 2, t: "b"}][n = 2].t', ["b"]),
    ("{a b: 1, c: a b + 1}.c", 2),
    ("(function(x, y) x * y)(y: 2, x: 5)", 10),
    ("{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), r: fact(20)}.r", 2432902008176640000),
    ("substring(\"滨州市民\", 3, 2)", "市民"),
    ('string length("🐎字")', 2),
    ('matches("371602195001010011", "^\\d{17}[\\dX]$")', True),
    ('replace("a1b22", "(\\d)+", "[$1]")', "a[1]b[2]"),
    ('split("a;b;;c", ";")', ["a", "b", "", "c"]),
    ("sort([3, 1, 2], function(a, b) a > b)", [3, 2, 1]),
    ("round half up(2.5, 0)", 3),
    ("decimal(2.5, 0)", 2),
    ("string(1.50)", "1.50"),
    ('string([1, "a", {b: null}])', '[1, "a", {b: null}]'),
    ('date("2024-02-29") + duration("P1Y")', date(2025, 2, 28)),
    ('date("2026-01-31") + duration("P1M")', date(2026, 2, 28)),
    ('date("2026-11-22") - date("2026-01-01")', timedelta(days=325)),
    ('years and months duration(date("1966-11-23"), date("2026-11-22")).years', 59),
    ('time("23:30:00") + duration("PT1H")', time(0, 30)),
    ('date and time("2026-11-22T08:00:00@Asia/Shanghai") = date and time("2026-11-22T00:00:00Z")', True),
    ('@"2026-11-22".weekday', 7),
    ('day of week(@"2026-11-22")', "Sunday"),
    ("{x: 1} instance of context<x: number>", True),
    ("/* why */ 1 // because", 1),
]  # fmt: skip


@pytest.mark.parametrize(("source", "value"), SAYS, ids=[source for source, _ in SAYS])
def test_an_expression_says(source: str, value: object) -> None:
    found = feel.evaluate(source)
    assert found == value
    assert (found is True) == (value is True)


def test_chinese_names_and_names_with_spaces_are_names() -> None:
    facts = {"年龄": 61, "户籍 所在地": "滨州", "pre-tax income": 100, "date of birth": date(1965, 1, 1)}
    assert feel.evaluate('年龄 >= 60 and 户籍 所在地 = "滨州"', facts) is True
    assert feel.evaluate("pre-tax income - 1", facts) == 99
    assert feel.evaluate("date of birth.year", facts) == 1965
    assert feel.evaluate("申请人.证件 号码", {"申请人": {"证件 号码": "3716"}}) == "3716"


def test_python_values_come_in_and_go_out() -> None:
    beijing = timezone(timedelta(hours=8))
    facts = {
        "n": 3,
        "f": 0.1,
        "d": Decimal("1.5"),
        "t": (1, 2),
        "when": datetime(2026, 1, 1, tzinfo=beijing),
        "odd": object(),
    }
    assert feel.evaluate("n + f + d", facts) == Decimal("4.6")
    assert feel.evaluate("count(t)", facts) == 2
    assert feel.evaluate("when.hour", facts) == 0
    assert feel.evaluate("odd", facts) is None


def test_a_cell_is_a_test_of_a_value() -> None:
    assert feel.unary_test("< 60", 59) is True
    assert feel.unary_test("[60..70)", 70) is False
    assert feel.unary_test('"a","b"', "b") is True
    assert feel.unary_test('not("a","b")', "c") is True
    assert feel.unary_test("-", None) is True
    assert feel.unary_test("", None) is True
    assert feel.unary_test("< 60", None) is None
    assert feel.unary_test("null", None) is True
    assert feel.unary_test("false", False) is True
    assert feel.unary_test("? > 3 and ? < limit", 5, {"limit": 9}) is True
    assert feel.unary_test("allowed", "x", {"allowed": ["x", "y"]}) is True


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("1 +", 3),
        ("(1", 2),
        ("foo(1,", 6),
        ('"open', 0),
        ("a § b", 2),
        ("1 2", 2),
        ("if a then b", 11),
        ("{a 1}", 1),
    ],
)
def test_a_mistake_is_told_with_its_place(source: str, position: int) -> None:
    with pytest.raises(BadExpression) as caught:
        feel.evaluate(source)
    assert caught.value.position == position
    assert caught.value.message.en


TRUTHS = st.sampled_from([True, False, None])


@given(TRUTHS, TRUTHS)
def test_logic_is_three_valued(a: bool | None, b: bool | None) -> None:
    expected = False if a is False or b is False else None if a is None or b is None else True
    assert feel.evaluate("a and b", {"a": a, "b": b}) is expected
    either = True if a is True or b is True else None if a is None or b is None else False
    assert feel.evaluate("a or b", {"a": a, "b": b}) is either


@given(st.lists(st.integers(-1000, 1000)))
def test_sorting_and_summing_are_those_of_python(numbers: list[int]) -> None:
    assert feel.evaluate("sort(xs)", {"xs": numbers}) == sorted(numbers)
    assert feel.evaluate("sum(xs)", {"xs": numbers}) == (sum(numbers) if numbers else None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(-36500, 36500))
def test_days_added_and_taken_away_meet_again(day: date, count: int) -> None:
    facts = {"d": day, "n": count}
    assert feel.evaluate('(d + duration("P1D") * n) - d = duration("P1D") * n', facts) is True


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(source: str) -> None:
    with suppress(BadExpression):
        feel.evaluate(source, {"a": 1})
