"""From XPath/XQuery regular expressions (F&O 3.1 §5.6) to those of the `regex` package (version 1 sets)."""

import re

MAX_PATTERN = 1_000

_NAME_START = ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
_NAME_PART = _NAME_START + "\\-.0-9\\u00B7\\u0300-\\u036F"
_CLASSES = {
    "i": f"[{_NAME_START}]",
    "I": f"[^{_NAME_START}]",
    "c": f"[{_NAME_PART}]",
    "C": f"[^{_NAME_PART}]",
}
_PLAIN_ESCAPES = frozenset("nrt\\|.?*+(){}-[]^$dDsSwW")
_PROPERTY = re.compile(r"\{(Is[A-Za-z0-9-]+|[A-Z][a-z]?)\}")
_QUANTITY = re.compile(r"\{\d{1,4}(,\d{0,4})?\}")


class BadPattern(Exception):
    """Not an XPath regular expression."""


def translate(pattern: str, flags: str) -> str:
    """The same pattern for the `regex` package; raises BadPattern."""
    if len(pattern) > MAX_PATTERN or set(flags) - set("smixq"):
        raise BadPattern
    if "q" in flags:
        return re.escape(pattern)
    return _Translator(_without_space(pattern) if "x" in flags else pattern, flags).translate()


def _without_space(pattern: str) -> str:
    """The pattern without white space outside classes, as the `x` flag has it."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for char in pattern:
        if char in " \t\r\n" and depth == 0:
            continue
        if not escaped:
            depth += {"[": 1, "]": -1}.get(char, 0)
        escaped = char == "\\" and not escaped
        kept.append(char)
    return "".join(kept)


class _Translator:
    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.flags = flags
        self.at = 0
        self.groups = 0
        self.open: list[int] = []
        self.closed: set[int] = set()

    def translate(self) -> str:
        pieces: list[str] = []
        while self.at < len(self.pattern):
            pieces.append(self._piece())
        if self.open:
            raise BadPattern
        return "".join(pieces)

    def _piece(self) -> str:
        char = self.pattern[self.at]
        self.at += 1
        match char:
            case "\\":
                return self._escape(in_class=False)
            case "[":
                return self._class()
            case "(":
                return self._group()
            case ")":
                return self._end_of_group()
            case ".":
                return "(?s:.)" if "s" in self.flags else "[^\\n\\r]"
            case "^":
                return "^" if "m" in self.flags else "\\A"
            case "$":
                return "$" if "m" in self.flags else "\\Z"
            case "{":
                return self._quantity()
            case "]" | "}":
                raise BadPattern
        return char if char in "*+?|" else re.escape(char)

    def _group(self) -> str:
        if self.pattern.startswith("?:", self.at):
            self.at += 2
            self.open.append(0)
            return "(?:"
        if self.pattern.startswith("?", self.at):
            raise BadPattern
        self.groups += 1
        self.open.append(self.groups)
        return "("

    def _end_of_group(self) -> str:
        if not self.open:
            raise BadPattern
        self.closed.add(self.open.pop())
        return ")"

    def _quantity(self) -> str:
        found = _QUANTITY.match(self.pattern, self.at - 1)
        if found is None:
            raise BadPattern
        self.at = found.end()
        return found.group()

    def _escape(self, in_class: bool) -> str:
        char = self.pattern[self.at : self.at + 1]
        self.at += 1
        if char in ("p", "P"):
            found = _PROPERTY.match(self.pattern, self.at)
            if found is None:
                raise BadPattern
            self.at = found.end()
            name = found[1]
            return f"\\{char}{{{'In' + name[2:].replace('-', '') if name.startswith('Is') else name}}}"
        if char in _CLASSES and char:
            return _CLASSES[char]
        if char.isdigit() and not in_class:
            return self._back_reference(char)
        if not char or char not in _PLAIN_ESCAPES:
            raise BadPattern
        return f"\\{char}"

    def _back_reference(self, digit: str) -> str:
        number = int(digit)
        while self.pattern[self.at : self.at + 1].isdigit() and number * 10 <= self.groups:
            number, self.at = number * 10 + int(self.pattern[self.at]), self.at + 1
        if number not in self.closed or number == 0:
            raise BadPattern
        return f"(?:\\{number})"

    def _class(self) -> str:
        pieces = ["["]
        if self.pattern.startswith("^", self.at):
            pieces.append("^")
            self.at += 1
        empty = True
        while True:
            char = self.pattern[self.at : self.at + 1]
            self.at += 1
            if not char:
                raise BadPattern
            if char == "]" and not empty:
                return "".join((*pieces, "]"))
            if char == "-" and self.pattern.startswith("[", self.at):
                self.at += 1
                return self._subtraction(pieces)
            pieces.append(self._class_piece(char, first=empty))
            empty = False

    def _class_piece(self, char: str, first: bool) -> str:
        if char == "\\":
            return self._escape(in_class=True)
        if char in "[]":
            raise BadPattern
        if char == "-":
            closing = self.pattern.startswith("]", self.at)
            begins_range = not first and not closing and self.pattern[self.at - 2] not in "\\-"
            is_range = begins_range and not self._after_range()
            return "-" if is_range else "\\-"
        return re.escape(char) if char in "&|~^ #\t\n\r\v\f" else char

    def _after_range(self) -> bool:
        """Whether the `-` here follows a range, as in `[0-9-.]`, and so stands for itself."""
        before = self.pattern[max(0, self.at - 4) : self.at - 1]
        return len(before) == 3 and before[1] == "-" and before[0] not in "[^\\"

    def _subtraction(self, pieces: list[str]) -> str:
        taken = self._class()
        if not self.pattern.startswith("]", self.at):
            raise BadPattern
        self.at += 1
        return f"[{''.join((*pieces, ']'))}--{taken}]"
