"""Menu lines of the pages of `lake`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
