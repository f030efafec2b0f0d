"""Cutting FEEL text into tokens (DMN 1.5 §10.3.1.2, rules 27–35)."""

import re
from dataclasses import dataclass

from yiwang.decisions.errors import BadExpression
from yiwang.text import Text

MAX_SOURCE = 20_000

_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_TOKEN = re.compile(
    r"(?P<space>[\s\u00A0\uFEFF]+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<number>(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    rf"|(?P<name>[{_START}][{_START}0-9\u00B7\u0300-\u036F\u203F-\u2040]*)"
    r"|(?P<mark>\.\.|\*\*|<=|>=|!=|->|[-+*/=<>()\[\]{},:.@'])",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|([nrt\"'\\]))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `kind` is number, string, name, mark or end; `start` and `stop` are offsets in the source."""

    kind: str
    text: str
    start: int
    stop: int


def tokenize(source: str) -> list[Token]:
    """The tokens of a source, closed by an `end` token; raises BadExpression at the first unreadable character."""
    if len(source) > MAX_SOURCE:
        raise BadExpression(Text("表达式超过两万字符。", "The expression is longer than 20,000 characters."))
    tokens: list[Token] = []
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            shown = source[position : position + 10]
            raise BadExpression(Text(f"无法识别“{shown}”。", f"Cannot read “{shown}”."), position)
        if found.lastgroup != "space":
            tokens.append(Token(str(found.lastgroup), found.group(), position, found.end()))
        position = found.end()
    tokens.append(Token("end", "", position, position))
    return tokens


def string_value(literal: str) -> str:
    """What a quoted literal stands for: escapes resolved, surrogate pairs joined, unknown escapes left alone."""
    body = literal[1:-1]
    if "\\" not in body:
        return body
    text = _ESCAPE.sub(_unescape, body)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape(found: re.Match[str]) -> str:
    if found[3]:
        return _PLAIN[found[3]]
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
