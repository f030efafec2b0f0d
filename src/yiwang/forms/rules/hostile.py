"""Limits on what may be read at all, before any question is looked at."""

import json
import unicodedata
from collections.abc import Iterable
from typing import Any

from yiwang.forms.errors import HostileInput
from yiwang.text import Text

MAXIMUM_BYTES = 256 * 1024
MAXIMUM_DEPTH = 8
MAXIMUM_VALUES = 3_000
MAXIMUM_TEXT = 10_000
MAXIMUM_INTEGER = 2**53
#: Direction marks that make a text read differently from what it is.
_REVERSERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_ALLOWED_CONTROLS = frozenset("\n\r\t")


def refuse_bad_characters(text: str, name: str = "") -> None:
    """Refuse control characters, lone surrogates and direction overrides: no keyboard writes them."""
    for character in text:
        if character in _ALLOWED_CONTROLS:
            continue
        if character in _REVERSERS or unicodedata.category(character) in ("Cc", "Cs"):
            code = f"U+{ord(character):04X}"
            raise HostileInput(
                Text(
                    f"“{name or '内容'}”中含有不允许的控制字符（{code}）。",
                    f"“{name or 'the text'}” holds a control character that is not allowed ({code}).",
                )
            )


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would run this text as a formula when a table is exported."""
    start = text.lstrip()[:2]
    if not start:
        return False
    if start[0] in "=@" or text[:1] in ("\t", "\r"):
        return True
    return start[0] in "+-" and len(start) == 2 and not (start[1].isdigit() or start[1] in ". ")


def refuse_hostile(data: Any) -> None:
    """Refuse data that is too deep, too large or carries control characters."""
    count = 0
    stack: list[tuple[Any, int]] = [(data, 0)]
    while stack:
        value, depth = stack.pop()
        count += 1
        if depth > MAXIMUM_DEPTH:
            raise _too(f"嵌套超过 {MAXIMUM_DEPTH} 层", f"nested deeper than {MAXIMUM_DEPTH} levels")
        if count > MAXIMUM_VALUES:
            raise _too(f"超过 {MAXIMUM_VALUES} 项", f"more than {MAXIMUM_VALUES} values")
        stack.extend((inner, depth + 1) for inner in _inside(value))


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, str):
        if len(value) > MAXIMUM_TEXT:
            raise _too(f"文字超过 {MAXIMUM_TEXT} 字", f"a text longer than {MAXIMUM_TEXT} characters")
        refuse_bad_characters(value)
        return ()
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str) or len(key) > 100:
                raise _too("字段名过长", "a field name too long")
            refuse_bad_characters(key)
        return value.values()
    if isinstance(value, list):
        return value
    if isinstance(value, bool) or value is None:
        return ()
    if isinstance(value, (int, float)) and abs(value) <= MAXIMUM_INTEGER:
        return ()
    raise _too("数值超出范围", "a number out of range")


def parse_json(raw: bytes) -> Any:
    """Read JSON from outside: UTF-8, no duplicate keys, no NaN, within the limits above."""
    if len(raw) > MAXIMUM_BYTES:
        raise _too(f"超过 {MAXIMUM_BYTES // 1024} KB", f"more than {MAXIMUM_BYTES // 1024} KB")
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except RecursionError:
        raise _too(f"嵌套超过 {MAXIMUM_DEPTH} 层", f"nested deeper than {MAXIMUM_DEPTH} levels") from None
    except ValueError as wrong:
        line = getattr(wrong, "lineno", 1)
        raise HostileInput(
            Text(f"内容不是有效的 JSON（第 {line} 行）。", f"The content is not valid JSON (line {line}).")
        ) from wrong
    refuse_hostile(data)
    return data


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise HostileInput(Text("同一字段出现了两次。", "One field occurs twice."))
    return data


def _no_constant(name: str) -> Any:
    raise _too(f"数值 {name} 无效", f"the number {name}")


def _too(zh: str, en: str) -> HostileInput:
    return HostileInput(Text(f"提交的内容超出限制：{zh}。", f"The content is outside the limits: {en}."))
