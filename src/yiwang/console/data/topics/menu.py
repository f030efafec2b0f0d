"""Menu lines of the pages of `topics`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
