"""Tables inside a TOML text, one thing a line, parts separated by `|`: short enough to write thousands by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line with its number in the file, and its parts without blanks around them."""

    number: int
    parts: tuple[str, ...]


def piped_lines(text: object, first: int) -> Iterator[Line]:
    """The lines of a text that begins on line `first` of its file; blank lines and comments (`#`) are passed over.

    `first` is the line of the opening quotes: TOML drops the line end right after them.
    """
    if not isinstance(text, str):
        return
    for offset, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield Line(first + offset, tuple(part.strip() for part in line.split("|")))


def field_of(line: Line) -> Mapping[str, Any]:
    """A field: `column`, `column = element` or `column = element | 中文 | English`, with `!` before what is required."""
    head = line.parts[0]
    required = head.startswith("!")
    column, equals, element = head.removeprefix("!").partition("=")
    titles = (*line.parts[1:3], "", "")
    return {
        "name": column.strip(),
        "element": element.strip() if equals else column.strip(),
        "title": {"zh": titles[0], "en": titles[1]},
        "required": required,
    }
