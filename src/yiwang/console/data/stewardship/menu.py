"""Menu lines of the pages of `stewardship`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
