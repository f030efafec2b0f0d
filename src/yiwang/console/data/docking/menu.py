"""Menu lines of the pages of `docking`."""

from yiwang.theme import nav

ENTRIES: tuple[nav.Entry, ...] = ()
