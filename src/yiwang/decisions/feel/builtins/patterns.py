"""Regular expressions: `matches`, `replace` and `split` with XPath patterns, under a time limit."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import regex

from yiwang.decisions.errors import TooCostly
from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.builtins.xpath_pattern import BadPattern, translate
from yiwang.decisions.feel.meter import MAX_TEXT, Meter
from yiwang.decisions.feel.values.kinds import Value
from yiwang.text import Text


@lru_cache(maxsize=1024)
def _compiled(pattern: str, flags: str) -> "regex.Pattern[str] | None":
    try:
        return regex.compile(translate(pattern, flags), _flags(flags))
    except (BadPattern, regex.error, RecursionError, OverflowError):
        return None


def _flags(flags: str) -> int:
    chosen = regex.VERSION1
    chosen |= regex.IGNORECASE if "i" in flags else 0
    chosen |= regex.MULTILINE if "m" in flags else 0
    return int(chosen)


_Made = TypeVar("_Made")


def _timed(meter: Meter, work: Callable[[float], _Made]) -> _Made:
    """Run pattern work within what is left of the evaluation's pattern time; raises TooCostly."""
    if meter.pattern_seconds <= 0:
        raise TooCostly(Text("模式匹配用时过长", "pattern matching takes too long"))
    started = time.perf_counter()
    try:
        return work(meter.pattern_seconds)
    except TimeoutError:
        raise TooCostly(Text("模式匹配用时过长", "pattern matching takes too long")) from None
    finally:
        meter.pattern_seconds -= time.perf_counter() - started


@builtin("matches", "input:string, pattern:string, flags:string?~")
def matches(meter: Meter, text: str, pattern: str, flags: str | None = None) -> Value:
    found = _compiled(pattern, flags or "")
    if found is None:
        return None
    return _timed(meter, lambda seconds: found.search(text, timeout=seconds) is not None)


@builtin("replace", "input:string, pattern:string, replacement:string, flags:string?~")
def replace(meter: Meter, text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    found = _compiled(pattern, flags or "")
    if found is None:
        return None
    pieces = _replacement(replacement, found.groups) if "q" not in (flags or "") else [replacement]
    if pieces is None:
        return None
    made = 0

    def expand(match: Any) -> str:
        nonlocal made
        expanded = "".join(piece if isinstance(piece, str) else match[piece] or "" for piece in pieces)
        made += len(expanded)
        if made > MAX_TEXT:
            raise TooCostly(Text("文本过长", "a text is too long"))
        return expanded

    return _timed(meter, lambda seconds: found.sub(expand, text, timeout=seconds))


@builtin("split", "string:string, delimiter:string")
def split(meter: Meter, text: str, delimiter: str) -> Value:
    found = _compiled(delimiter, "")
    if found is None:
        return None

    def cut(seconds: float) -> list[Value]:
        pieces: list[Value] = []
        last = 0
        for match in found.finditer(text, timeout=seconds):
            pieces.append(text[last : match.start()])
            last = match.end()
        return [*pieces, text[last:]]

    return _timed(meter, cut)


def _replacement(text: str, groups: int) -> list[str | int] | None:
    """The pieces of a replacement, numbers standing for groups; null when `$` or `\\` is used wrongly."""
    pieces: list[str | int] = []
    index = 0
    while index < len(text):
        char = text[index]
        following = text[index + 1 : index + 2]
        if char == "\\" and following in ("\\", "$") and following:
            pieces.append(following)
            index += 2
        elif char == "$" and following.isascii() and following.isdigit():
            number, width = int(following), 2
            while text[index + width : index + width + 1].isdigit() and number * 10 <= groups:
                number, width = number * 10 + int(text[index + width]), width + 1
            pieces.append(number if number <= groups else "")
            index += width
        elif char in "\\$":
            return None
        else:
            pieces.append(char)
            index += 1
    return pieces
