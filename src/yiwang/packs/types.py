"""What crosses the door of packs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from yiwang.text import Text

Action = Literal["add", "change", "retire"]


@dataclass(frozen=True)
class Problem:
    """Something wrong in a pack: the file within it, the line from 1 (0 for the file as a whole), and what."""

    file: str
    line: int
    message: Text

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    @property
    def place(self) -> tuple[str, int, str]:
        """By which problems are put in order."""
        return self.file, self.line, self.message.zh


@dataclass(frozen=True)
class Change:
    """One thing applying a pack would do."""

    action: Action
    kind: str
    key: str
    digest: str = ""


@dataclass(frozen=True)
class Plan:
    """What applying a pack would do; `digest` is the SM3 of everything it is made of."""

    pack: str
    version: str
    digest: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)


@dataclass(frozen=True)
class Applied:
    """A pack as it was last applied."""

    pack: str
    version: str
    digest: str


@dataclass
class Document:
    """One file of a pack, read: `content` is a table, a JSON value, or None when the file is not of that sort."""

    path: str
    raw: bytes
    content: Any = None
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The file's name without folder and suffix, by which other files refer to it."""
        return self.path.rpartition("/")[2].partition(".")[0]

    def line(self, key: str) -> int:
        """The line on which a dotted key stands, or the nearest key around it; 1 when none is known."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = key.rpartition(".")[0]
        return 1

    def problem(self, key: str, zh: str, en: str) -> Problem:
        """A problem at a key of this file."""
        return self.told(key, Text(zh, en))

    def told(self, key: str, message: Text) -> Problem:
        """A problem at a key of this file, already said."""
        return Problem(self.path, self.line(key), message)
