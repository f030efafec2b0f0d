"""Menu lines of the pages of `catalogue`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
