"""Menu lines of the pages of `places`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
