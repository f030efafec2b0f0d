"""Regular expressions that are a row of character classes of fixed length, read as such.

`1[3-9]\\d{9}` is eleven places with a set of bytes each. Such a shape is checked over whole Arrow buffers many times
faster than by an automaton; anything richer stays a regular expression for RE2.
"""

import re

#: Longer shapes are left to RE2.
MAXIMUM_LENGTH = 64
DIGITS = frozenset(b"0123456789")
Shape = tuple[frozenset[int], ...]
#: One place: an escape, a class without nesting, or a plain character; then how often.
_PLACE = re.compile(
    r"(?:\\(?P<escape>.)|\[(?P<set>[^\[\]\\^](?:[^\[\]\\]|\\d)*)\]|(?P<plain>[^\\\[\](){}.*+?|^$]))(?:\{(?P<times>\d{1,2})\})?"
)


def shape_of(pattern: str) -> Shape | None:
    """The byte classes of each place when the whole text must be exactly that; None for richer patterns."""
    text = pattern.removeprefix("^").removesuffix("$")
    places: list[frozenset[int]] = []
    at = 0
    while at < len(text):
        found = _PLACE.match(text, at)
        allowed = _class(found) if found else None
        if found is None or allowed is None:
            return None
        places += [allowed] * int(found["times"] or 1)
        if len(places) > MAXIMUM_LENGTH:
            return None
        at = found.end()
    return tuple(places) or None


def _class(found: re.Match[str]) -> frozenset[int] | None:
    if found["escape"]:
        one = found["escape"]
        return DIGITS if one == "d" else None if one.isalnum() or one > "~" else frozenset({ord(one)})
    if found["plain"]:
        return frozenset({ord(found["plain"])}) if found["plain"].isascii() else None
    chosen: set[int] = set(DIGITS if "\\d" in found["set"] else ())
    for first, last in re.findall(r"(.)(?:-(.))?", found["set"].replace("\\d", "")):
        if not (first + last).isascii():
            return None
        chosen |= set(range(ord(first), ord(last or first) + 1))
    return frozenset(chosen) or None
