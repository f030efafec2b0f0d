"""The fonts of one document, cut once and used by both its OFD and its PDF form."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from yiwang.seals.errors import CannotPrint
from yiwang.seals.fonts.face import Cut, Face
from yiwang.seals.fonts.shelf import face
from yiwang.seals.ofd.container import Entry
from yiwang.seals.page.layout import Item, Run
from yiwang.text import Text


@dataclass(frozen=True)
class FontCuts:
    """A cut of each face that some items use."""

    faces: dict[str, Face]
    cuts: dict[str, Cut]
    _packed: dict[str, Entry] = field(default_factory=dict)

    def entry(self, slug: str, name: str) -> Entry:
        """The cut as an OFD package entry under `name`; its deflated bytes also serve `zlib_stream`."""
        entry = self._packed.get(slug)
        if entry is None:
            entry = self._packed[slug] = Entry.of(name, self.cuts[slug].data)
        return entry if entry.name == name else Entry(name, entry.data, entry.packed, entry.method, entry.crc)

    def zlib_stream(self, slug: str) -> bytes:
        """The cut as a zlib stream, as PDF wants it: the same deflated bytes between header and checksum."""
        entry = self.entry(slug, f"{slug}.ttf")
        if entry.method == 0:
            return zlib.compress(entry.data)
        return b"\x78\x9c" + entry.packed + zlib.adler32(entry.data).to_bytes(4, "big")


def cut_fonts(items: Iterable[Item]) -> FontCuts:
    """Cut the faces that `items` use to their letters. Raises CannotPrint for characters without a glyph."""
    letters: dict[str, set[str]] = {}
    for item in items:
        if isinstance(item, Run):
            letters.setdefault(item.face, set()).update(item.text)
    faces = {slug: face(slug) for slug in letters}
    missing = [c for slug, used in letters.items() for c in faces[slug].missing("".join(sorted(used)))]
    if missing:
        raise cannot_print(missing)
    return FontCuts(faces, {slug: faces[slug].cut(used) for slug, used in letters.items() if used})


def cannot_print(characters: Iterable[str]) -> CannotPrint:
    """The error for characters that no font has, naming each with its code point."""
    unique = tuple(dict.fromkeys(characters))
    shown = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in unique)
    english = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in unique)
    error = CannotPrint(
        Text(f"字库中没有以下字符：{shown}。", f"The fonts have no glyph for {english}."),
        Text(
            "请核对录入是否有误；确为生僻字的，请转人工制证。",
            "Check the input; if the character is right, hand the case to a person who issues on paper.",
        ),
    )
    error.characters = unique
    return error
