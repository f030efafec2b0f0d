"""Menu lines of the pages of `tickets`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
