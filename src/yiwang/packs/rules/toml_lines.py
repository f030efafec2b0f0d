"""On which line each key of a TOML text stands: the parser of the standard library does not say.

The text has been parsed already, so it is known to be right; this only walks through it and counts.
"""

import re
from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^\s,\]}#]+(?: \d\d:[^\s,\]}#]+)?")


def toml_lines(text: str) -> Mapping[str, int]:
    """Line numbers from 1 by dotted key; elements of arrays are numbered from 0 (`materials.2.name.zh`)."""
    walk = _Walk(text)
    walk.document()
    return walk.lines


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 1
        self.lines: dict[str, int] = {}
        self.counts: dict[str, int] = {}

    def document(self) -> None:
        prefix = ""
        while self.skip():
            if self.text.startswith("[[", self.at):
                prefix = self.table(2)
            elif self.text[self.at] == "[":
                prefix = self.table(1)
            else:
                self.pair(prefix)

    def table(self, brackets: int) -> str:
        self.at += brackets
        self.skip()
        number, names = self.number, self.key()
        self.skip()
        self.at += brackets
        path = ""
        for position, name in enumerate(names):
            path = _join(path, name)
            last = position == len(names) - 1
            if last and brackets == 2:
                count = self.counts.get(path, -1) + 1
                self.counts[path] = count
                self.lines.setdefault(path, number)
                path = _join(path, str(count))
            elif path in self.counts:
                path = _join(path, str(self.counts[path]))
        self.lines.setdefault(path, number)
        return path

    def pair(self, prefix: str) -> None:
        number = self.number
        path = prefix
        for name in self.key():
            path = _join(path, name)
            self.lines.setdefault(path, number)
        self.skip()
        self.at += 1  # the equals sign
        self.skip()
        self.value(path)

    def key(self) -> list[str]:
        names = [self.name()]
        while self.skip() and self.text[self.at] == ".":
            self.at += 1
            self.skip()
            names.append(self.name())
        return names

    def name(self) -> str:
        if self.text[self.at] in "\"'":
            return self.string()
        match = _BARE.match(self.text, self.at)
        if match is None:
            raise ValueError(f"no key on line {self.number}")
        self.at = match.end()
        return match[0]

    def value(self, path: str) -> None:
        self.lines.setdefault(path, self.number)
        character = self.text[self.at]
        if character in "\"'":
            self.string()
        elif character == "[":
            self.array(path)
        elif character == "{":
            self.inline(path)
        elif match := _SCALAR.match(self.text, self.at):
            self.at = match.end()

    def array(self, path: str) -> None:
        self.at += 1
        count = 0
        while self.skip() and self.text[self.at] != "]":
            self.value(_join(path, str(count)))
            count += 1
            if self.skip() and self.text[self.at] == ",":
                self.at += 1
        self.at += 1

    def inline(self, path: str) -> None:
        self.at += 1
        while self.skip() and self.text[self.at] != "}":
            self.pair(path)
            if self.skip() and self.text[self.at] == ",":
                self.at += 1
        self.at += 1

    def string(self) -> str:
        quote = self.text[self.at]
        triple = quote * 3
        if self.text.startswith(triple, self.at):
            return self.until(triple)
        return self.until(quote)

    def until(self, end: str) -> str:
        begin = self.at + len(end)
        at = begin
        while not self.text.startswith(end, at):
            at += 2 if end[0] == '"' and self.text[at] == "\\" else 1
        # Up to two quotes may stand right before the closing three.
        while len(end) == 3 and self.text.startswith(end[0], at + 3):
            at += 1
        self.number += self.text.count("\n", self.at, at)
        self.at = at + len(end)
        return self.text[begin:at]

    def skip(self) -> bool:
        """Pass blanks, line ends and comments; false at the end of the text."""
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "\n":
                self.number += 1
            elif character == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
                continue
            elif character not in " \t\r":
                return True
            self.at += 1
        return False


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
