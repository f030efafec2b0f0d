"""Recognising, retention, marks and marks of rows: without a database."""

from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stewardship.conftest import resident_id

from yiwang.stewardship.rules.performance import Figure, composite, ranked
from yiwang.stewardship.rules.recognise import known_checks, scan
from yiwang.stewardship.rules.retention import after_years, partition_key, period_end
from yiwang.stewardship.rules.watermark import marked, row_mark, traces_in, unmarked
from yiwang.stewardship.tables import formula
from yiwang.text import Text

RIGHT = {
    "resident-id": ("11010519491231002X", "440524188001010014", resident_id(7)),
    "credit-code": ("91350100M000100Y43", "11440100007483172Q", "91440115618712245T"),
    "bank-card": ("4111111111111111", "6222020200112230202"),
    "mobile": ("13800013800", "+8613912345678"),
    "plate": ("鲁M12345", "鲁MD12345"),
    "address": ("滨州市滨城区黄河五路1号",),
    "person-name": ("王建国", "李梅"),
}
WRONG = {
    "resident-id": ("110105194912310021", "11010519491331002X", "1234", "公民"),
    "credit-code": ("91350100M000100Y44", "91350100M000100Y4"),
    "bank-card": ("4111111111111112", "371602196001010017"),
    "mobile": ("12800013800", "138000138001"),
    "plate": ("鲁112345", "A12345"),
    "address": ("滨州市", "第一批"),
    "person-name": ("滨州市", "第一批次发放", "A"),
}


@pytest.mark.parametrize("check", known_checks())
def test_a_recogniser_knows_its_own_and_nothing_else(check: str) -> None:
    def hits(values: tuple[str, ...]) -> tuple[int, int]:
        connection = duckdb.connect()
        connection.execute("CREATE TABLE data AS SELECT unnest(?) AS v", [list(values)])
        found = connection.execute(scan(["v"], [check])).fetchone()
        assert found is not None
        return found[0], found[1]

    assert hits(RIGHT[check]) == (len(RIGHT[check]),) * 2
    assert hits(WRONG[check]) == (len(WRONG[check]), 0)


def test_a_partition_is_as_old_as_what_it_speaks_of() -> None:
    other = date(2026, 5, 5)
    assert period_end({"year": "2014"}, other) == date(2014, 12, 31)
    assert period_end({"month": "2024-02"}, other) == date(2024, 2, 29)
    assert period_end({"month": 202402}, other) == date(2024, 2, 29)
    assert period_end({"day": date(2020, 2, 29)}, other) == date(2020, 2, 29)
    assert period_end({"county": "371602"}, other) == other
    assert period_end({}, other) == other
    assert after_years(date(2020, 2, 29), 1) == date(2021, 3, 1)
    assert partition_key({}) == "*"
    assert partition_key({"b": 1, "a": "x"}) == "a=x/b=1"


@given(st.integers(0, 2**40 - 1), st.text(max_size=40))
def test_a_mark_comes_back_and_goes_without_a_trace(trace: int, text: str) -> None:
    plain = unmarked(text)
    assert traces_in(f"前{marked(plain, trace)}后") == (trace,)
    assert unmarked(marked(plain, trace)) == plain
    assert row_mark([marked(plain, trace), None]) == row_mark([plain, ""])


def test_a_mark_is_the_weighted_mean_of_what_was_measured() -> None:
    used = formula()
    none = Text("")
    figures = {one.slug: Figure(one.slug, 80.0, none) for one in used.figures}
    assert composite(used, figures) == 80.0
    figures["tickets"] = Figure("tickets", None, none)
    assert composite(used, figures) == 80.0
    assert composite(used, {}) is None
    few = {"catalogue": figures["catalogue"], "demands": figures["demands"]}
    assert composite(used, few) is None, "nobody leads by having nothing to measure"
    assert ranked({"a": 90.0, "b": 90.0, "c": 50.0, "d": None}) == {"a": 1, "b": 1, "c": 3}
