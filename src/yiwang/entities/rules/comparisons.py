"""How two standardised records are compared, column by column, in levels from the same to different.

Each level is written twice, for DuckDB (Splink's training and batches) and for Python (one record that arrives); a test
draws pairs and holds the two against each other. All levels are made of equality, of one-byte edit distance and of
numbers, so that both mean the same. `m` and `u` are where training starts from: how often the level occurs among
records of one entity, and of two.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import JaroWinkler, Levenshtein

from yiwang.text import Text

Record = Mapping[str, Any]
Test = Callable[[Record, Record, str], bool]


@dataclass(frozen=True)
class Level:
    """One level. `sql` and `test` speak of the column `{c}` and what is derived from it (`{c}_sound`, …)."""

    slug: str
    title: Text
    sql: str
    test: Test
    m: float
    u: float


def _equal(suffix: str = "") -> tuple[str, Test]:
    def test(left: Record, right: Record, column: str) -> bool:
        one, other = left.get(column + suffix), right.get(column + suffix)
        return bool(one) and one == other

    name = f"{{c}}{suffix}"
    return f"{name}_l = {name}_r AND {name}_l <> ''", test


def _edits(most: int) -> tuple[str, Test]:
    def test(left: Record, right: Record, column: str) -> bool:
        return Levenshtein.distance(left[column], right[column], score_cutoff=most) <= most

    return f"levenshtein({{c}}_l, {{c}}_r) <= {most}", test


def _alike(least: float) -> tuple[str, Test]:
    def test(left: Record, right: Record, column: str) -> bool:
        return JaroWinkler.similarity(left[column], right[column]) >= least

    return f"jaro_winkler_similarity({{c}}_l, {{c}}_r) >= {least}", test


def _turned(left: Record, right: Record, column: str) -> bool:
    one, other = left[column], right[column]
    return bool(one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7])


def _generation(left: Record, right: Record, column: str) -> bool:
    return abs(int(left[column][:4]) - int(right[column][:4])) >= 14


def _gap(left: Record, right: Record, column: str) -> bool:
    return not set(left.get(f"{column}_gaps") or ()).isdisjoint(right.get(f"{column}_gaps") or ())


def _initial(left: Record, right: Record, column: str) -> bool:
    return bool(left[column][:1] == right[column][:1])


_SAME = Text("相同", "the same")
_ELSE = Text("不同", "different")
_TURNED = (
    "{c}_l[1:4] = {c}_r[1:4] AND {c}_l[6:7] = {c}_r[9:10] AND {c}_l[9:10] = {c}_r[6:7]",
    _turned,
)
_GENERATION = ("abs({c}_l[1:4]::INT - {c}_r[1:4]::INT) >= 14", _generation)
_GAP = ("list_has_any({c}_gaps_l, {c}_gaps_r)", _gap)
_INITIAL = ("{c}_l[1:1] = {c}_r[1:1]", _initial)


def _else(m: float, u: float) -> Level:
    return Level("else", _ELSE, "ELSE", lambda *_: True, m, u)


#: Each kind of comparison with its levels, the most alike first; a missing value on either side says nothing.
KINDS: dict[str, tuple[Level, ...]] = {
    "exact": (Level("same", _SAME, *_equal(), 0.97, 0.05), _else(0.03, 0.95)),
    "sex": (Level("same", _SAME, *_equal(), 0.995, 0.5), _else(0.005, 0.5)),
    "person-name": (
        Level("same", _SAME, *_equal(), 0.93, 0.0002),
        Level("sound", Text("同音", "the same sound"), *_equal("_sound"), 0.03, 0.0004),
        Level("shape", Text("形近", "alike in shape"), *_equal("_shape"), 0.008, 0.0002),
        Level("order", Text("字序不同", "parts in another order"), *_equal("_sorted"), 0.005, 0.0001),
        Level("one", Text("一字不同", "one character differs"), *_GAP, 0.015, 0.02),
        Level("surname", Text("仅姓相同", "only the surname"), *_INITIAL, 0.008, 0.06),
        _else(0.004, 0.9192),
    ),
    "birthday": (
        Level("same", _SAME, *_equal(), 0.96, 0.00005),
        Level("turned", Text("月日颠倒", "month and day exchanged"), *_TURNED, 0.01, 0.00002),
        Level("digit", Text("一位数字不同", "one digit differs"), *_edits(1), 0.02, 0.0015),
        Level("generation", Text("相差一代", "a generation apart"), *_GENERATION, 0.001, 0.62),
        _else(0.009, 0.37843),
    ),
    "number": (
        Level("same", _SAME, *_equal(), 0.95, 0.0000001),
        Level("digit", Text("一位数字不同", "one digit differs"), *_edits(1), 0.03, 0.000002),
        Level("two", Text("两位数字不同", "two digits differ"), *_edits(2), 0.012, 0.00002),
        _else(0.008, 0.9999779),
    ),
    "digits": (
        Level("same", _SAME, *_equal(), 0.8, 0.0000005),
        Level("digit", Text("一位数字不同", "one digit differs"), *_edits(1), 0.02, 0.00001),
        _else(0.18, 0.9999895),
    ),
    "address": (
        Level("same", _SAME, *_equal(), 0.55, 0.0005),
        Level("tail", Text("门牌相同", "the same road and number"), *_equal("_tail"), 0.3, 0.001),
        _else(0.15, 0.9985),
    ),
    "organisation": (
        Level("same", _SAME, *_equal(), 0.92, 0.00001),
        Level("core", Text("字号相同", "the same name without its form"), *_equal("_core"), 0.05, 0.0005),
        Level("sound", Text("同音", "the same sound"), *_equal("_sound"), 0.015, 0.00002),
        _else(0.015, 0.99947),
    ),
    "text": (
        Level("same", _SAME, *_equal(), 0.8, 0.01),
        Level("close", Text("很相近", "very close"), *_alike(0.92), 0.1, 0.01),
        Level("near", Text("相近", "close"), *_alike(0.8), 0.05, 0.05),
        _else(0.05, 0.93),
    ),
}


def level_of(kind: str, column: str, left: Record, right: Record) -> int | None:
    """The number of the level two records stand on; None when either has no value."""
    if not left.get(column) or not right.get(column):
        return None
    for number, level in enumerate(KINDS[kind]):
        if level.sql == "ELSE" or level.test(left, right, column):
            return number
    raise AssertionError(kind)
