"""Patterns read as shapes agree with the regular expressions they came from."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.quality.rules.kernels import fits_shape, text_of
from yiwang.quality.rules.patterns import shape_of

SHAPES = (r"^1[3-9]\d{9}$", r"\d{12}", r"[A-HJ-NPQRTUWXY\d]{2}\d{6}", r"E-\d{3}\.", "[a-]{2}")


@pytest.mark.parametrize(
    "pattern", [".*", r"\d+", "(ab)", "a|b", "[^a]", r"\w{3}", "汉{2}", "[一-龥]{2}", "a?", "", "[a", r"\bx"]
)
def test_what_is_richer_stays_a_regular_expression(pattern: str) -> None:
    assert shape_of(pattern) is None


@pytest.mark.parametrize("pattern", SHAPES)
@given(words=st.lists(st.none() | st.text(alphabet="0123456789AE-.a13汉", max_size=14), max_size=30))
def test_a_shape_says_what_its_pattern_says(pattern: str, words: list[str | None]) -> None:
    shape = shape_of(pattern)
    assert shape is not None
    good = {r"^1[3-9]\d{9}$": "13800138000", r"\d{12}": "371602001001"}.get(pattern, "E-123.")
    words = [*words, good]
    wanted = [bool(word is not None and re.fullmatch(pattern, word)) for word in words]
    found = fits_shape(text_of(pa.array(words, pa.string())), shape)
    assert found.dtype == np.bool_
    assert found.tolist() == wanted
    sliced = fits_shape(text_of(pa.array(["x", *words, None], pa.large_string())).slice(1, len(words)), shape)
    assert sliced.tolist() == wanted
