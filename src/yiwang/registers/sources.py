"""The registers there are: a slug and an adapter for each."""

from typing import Protocol

from yiwang.registers.errors import UnknownRegister
from yiwang.registers.types import Answer
from yiwang.text import Text


class Source(Protocol):
    """What stands behind a register."""

    @property
    def name(self) -> Text:
        """What people call the register."""

    def fetch(self, key: str) -> Answer | None:
        """The answer for a key, None if there is none. Raises `SourceDown`."""

    def failing(self) -> bool:
        """Whether it is known, without asking, that it would not answer now."""


_sources: dict[str, Source] = {}


def register_source(slug: str, source: Source) -> None:
    """Put a source behind a slug; a later one replaces an earlier one."""
    _sources[slug] = source


def source(slug: str) -> Source:
    """The source behind a slug. Raises `UnknownRegister`."""
    if slug not in _sources:
        raise UnknownRegister(slug)
    return _sources[slug]


def slugs() -> tuple[str, ...]:
    """Every register, by slug."""
    return tuple(sorted(_sources))
