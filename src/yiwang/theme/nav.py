"""Menus: each channel says which of its pages belong in which menu; the frame knows no channel."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from yiwang.text import Text

Menu = Literal["public", "desk"]
NO_GROUP = Text("")


@dataclass(frozen=True)
class Entry:
    """One line of a menu. `roles` empty means everybody; entries of one `group` stand together."""

    menu: Menu
    order: int
    url_name: str
    text: Text
    icon: str
    roles: frozenset[str] = frozenset()
    group: Text = NO_GROUP


@dataclass(frozen=True)
class Link:
    """An entry as drawn on one page."""

    href: str
    text: Text
    icon: str
    group: Text
    current: bool


_entries: dict[tuple[Menu, str], Entry] = {}


def add(*entries: Entry) -> None:
    """Register menu entries at start-up; the same page registered again replaces itself."""
    for entry in entries:
        _entries[(entry.menu, entry.url_name)] = entry


def links(menu: Menu, path: str, roles: Collection[str] = ()) -> list[Link]:
    """The menu as one reader sees it on the page at `path`: less what they cannot open."""
    held = set(roles)
    chosen = sorted(
        (e for e in _entries.values() if e.menu == menu and (not e.roles or e.roles & held)),
        key=lambda entry: entry.order,
    )
    placed = [(entry, reverse(entry.url_name)) for entry in chosen]
    # The longest address that the path begins with is the one the reader is in.
    here = max((href for _, href in placed if path.startswith(href)), key=len, default="")
    if here == "/" and path != "/":
        here = ""
    return [
        Link(href, entry.text, entry.icon, entry.group, current=bool(here) and href == here)
        for entry, href in placed
    ]
