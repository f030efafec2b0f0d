"""Menu lines of the pages of `quality`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
