"""Menu lines of the pages of `collection`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
