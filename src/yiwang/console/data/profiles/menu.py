"""Menu lines of the pages of `profiles`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
