"""Menu lines of the pages of `entities`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
