"""On which line each value of a JSON text stands. The text has been parsed already, so it is known to be right."""

import json
import re
from collections.abc import Mapping

_BLANK = re.compile(r"[ \t\r\n,:]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}]+")
MAXIMUM_DEPTH = 60


def json_lines(text: str) -> Mapping[str, int]:
    """Line numbers from 1 by JSON pointer (without escapes: names that hold a slash are not told apart)."""
    walk = _Walk(text)
    walk.value("", 0)
    return walk.lines


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 1
        self.lines: dict[str, int] = {}

    def value(self, pointer: str, depth: int) -> None:
        self.skip()
        self.lines.setdefault(pointer, self.number)
        character = self.text[self.at]
        if character == '"':
            self.string()
        elif character in "{[" and depth < MAXIMUM_DEPTH:
            self.at += 1
            self.inside(pointer, depth, named=character == "{")
        elif match := _SCALAR.match(self.text, self.at):
            self.at = match.end()

    def inside(self, pointer: str, depth: int, *, named: bool) -> None:
        count = 0
        while self.skip() not in "}]":
            name = str(count)
            if named:
                number = self.number
                name = self.string()
                self.lines.setdefault(f"{pointer}/{name}", number)
            self.value(f"{pointer}/{name}", depth + 1)
            count += 1
        self.at += 1

    def string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise ValueError(f"no string on line {self.number}")
        self.move(match.end())
        read: str = json.loads(match[0])
        return read

    def skip(self) -> str:
        match = _BLANK.match(self.text, self.at)
        if match:
            self.move(match.end())
        return self.text[self.at]

    def move(self, to: int) -> None:
        self.number += self.text.count("\n", self.at, to)
        self.at = to
