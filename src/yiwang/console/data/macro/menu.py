"""Menu lines of the pages of `macro`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
