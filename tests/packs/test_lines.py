"""Keys and the lines they stand on."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.packs.rules.json_lines import json_lines
from yiwang.packs.rules.reading import read_document
from yiwang.packs.rules.toml_lines import toml_lines

TOML = '''# a comment with [brackets] and "quotes"
title = "x = [y]"          # line 2
name = { zh = "甲, # 乙", en = "a}" }

[head.inner]
"quoted key" = 1
a.b = """
three
lines \\""" still
"""
after = 2026-01-02 03:04:05

[[rows]]
slug = "one"
list = [
  { zh = "一" },
  # between
  { zh = "二", deep = ["x", "y"] },
]
[[rows]]
slug = 'two'
[rows.part]
x = 1
[[rows.inner]]
y = \'\'\'raw \' text\'\'\'
'''


def test_lines_of_a_toml_text() -> None:
    tomllib.loads(TOML)
    lines = toml_lines(TOML)
    assert {
        key: lines[key]
        for key in (
            "title",
            "name.en",
            "head.inner",
            "head.inner.quoted key",
            "head.inner.a.b",
            "head.inner.after",
            "rows.0",
            "rows.0.list.1.deep.1",
            "rows.1.slug",
            "rows.1.part.x",
            "rows.1.inner.0.y",
        )
    } == {
        "title": 2,
        "name.en": 3,
        "head.inner": 5,
        "head.inner.quoted key": 6,
        "head.inner.a.b": 7,
        "head.inner.after": 11,
        "rows.0": 13,
        "rows.0.list.1.deep.1": 18,
        "rows.1.slug": 21,
        "rows.1.part.x": 23,
        "rows.1.inner.0.y": 25,
    }


def test_lines_of_a_json_text() -> None:
    text = '{\n "a": [1,\n  {"b": "x\\"y",\n "c": null}],\n"d": {}}'
    json.loads(text)
    lines = json_lines(text)
    assert (lines["/a"], lines["/a/0"], lines["/a/1/b"], lines["/a/1/c"], lines["/d"]) == (2, 2, 3, 4, 5)


KEYS = st.text("abcdefg", min_size=1, max_size=4)
VALUES = st.recursive(
    st.integers(-(2**60), 2**60) | st.booleans() | st.text("甲\\\"'{}[],:\n x", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def paths(value: Any, path: str = "") -> set[str]:
    found = {path}
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        found |= paths(inner, f"{path}/{key}")
    return found


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_value_of_any_json_text_has_a_line(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    lines = json_lines(text)
    assert set(lines) == paths(value)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


def as_toml(table: dict[str, Any], path: str = "") -> str:
    """A table written out: plain values first, inline arrays over several lines, then tables of their own."""
    plain = [f"{key} = {as_value(value)}" for key, value in table.items() if not isinstance(value, dict)]
    inner = [
        f"\n[{path}{key}] # part\n{as_toml(value, f'{path}{key}.')}"
        for key, value in table.items()
        if isinstance(value, dict)
    ]
    return "\n".join([*plain, *inner])


def as_value(value: Any) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f"  {as_value(one)}, # one\n" for one in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {as_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, str) and "'" not in value:
        return f"'''\n{value}'''"
    return json.dumps(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_value_of_any_toml_text_has_a_line(value: dict[str, Any]) -> None:
    text = as_toml(value)
    assert tomllib.loads(text) == value
    lines = toml_lines(text)
    assert set(lines) == {path[1:].replace("/", ".") for path in paths(value)} - {""}
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@pytest.mark.parametrize(
    ("name", "raw", "line"),
    [
        ("a.toml", b"a = 1\nb = = 2", 2),
        ("a.toml", b"a = 1\na = 2", 2),
        ("a.toml", b"a = 1\nb = \xff", 2),
        ("a.json", b'{\n"a": }', 2),
        ("a.json", b'{"a": 1,\n"a": 2}', 2),
        ("a.json", b"[" * 100_000, 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(name: str, raw: bytes, line: int) -> None:
    document, problem = read_document(name, raw)
    assert problem is not None
    assert problem.line == line
    assert document.content is None or name.endswith(".json")
