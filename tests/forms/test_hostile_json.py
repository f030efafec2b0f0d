"""JSON from outside is read within limits."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.forms.errors import HostileInput
from yiwang.forms.rules.hostile import parse_json


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": "\\u0000"}',
        b"\xff\xfe",
        b"",
        b'{"a": ',
        b'"' + b"x" * 300_000 + b'"',
    ],
)
def test_a_hostile_text_gets_a_clean_error(raw: bytes) -> None:
    with pytest.raises(HostileInput):
        parse_json(raw)


def test_the_line_of_the_fault_is_told() -> None:
    with pytest.raises(HostileInput, match="第 3 行"):
        parse_json(b'{\n"a": 1,\n}')


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        parse_json(raw)
    except HostileInput:
        pass


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers() | st.text("甲乙丙"), max_size=5))
def test_small_honest_json_comes_through(data: dict[str, int | str]) -> None:
    small = {key: value for key, value in data.items() if isinstance(value, str) or abs(value) < 2**53}
    assert parse_json(json.dumps(small).encode()) == small
