"""Regular expressions that are a row of character classes of fixed length, read as such.

`1[3-9]\\d{9}` is eleven positions with a set of bytes each. Such a shape is checked over whole Arrow buffers many times
faster than by an automaton; anything richer stays a regular expression for RE2.
"""

import re

try:  # Python 3.11 moved the parser; both names give the same tree.
    from re import _constants as sre
    from re import _parser as parser
except ImportError:  # pragma: no cover
    import sre_constants as sre  # type: ignore[no-redef]
    import sre_parse as parser  # type: ignore[no-redef]

#: Longer shapes are left to RE2.
MAXIMUM_LENGTH = 64
DIGITS = frozenset(b"0123456789")
Shape = tuple[frozenset[int], ...]


def shape_of(pattern: str) -> Shape | None:
    """The byte classes of each position when the whole text must be exactly that; None for richer patterns."""
    try:
        tree = parser.parse(pattern, re.ASCII)
    except re.error:
        return None
    places: list[frozenset[int]] = []
    for operation, argument in tree:
        found = _places(operation, argument)
        if found is None or len(places) + len(found) > MAXIMUM_LENGTH:
            return None
        places += found
    return tuple(places) or None


def _places(operation: object, argument: object) -> list[frozenset[int]] | None:
    if operation is sre.AT and argument in (sre.AT_BEGINNING, sre.AT_END):
        return []
    if operation is sre.MAX_REPEAT:
        least, most, inner = argument  # type: ignore[misc]
        if least != most or len(inner) != 1 or least > MAXIMUM_LENGTH:
            return None
        one = _places(*inner[0])
        return None if one is None else one * least
    if operation is sre.SUBPATTERN:
        whole: list[frozenset[int]] = []
        for part in argument[3]:  # type: ignore[index]
            found = _places(*part)
            if found is None:
                return None
            whole += found
        return whole
    one_class = _class(operation, argument)
    return None if one_class is None else [one_class]


def _class(operation: object, argument: object) -> frozenset[int] | None:
    if operation is sre.LITERAL and isinstance(argument, int) and argument < 128:
        return frozenset({argument})
    if operation is sre.IN:
        chosen: set[int] = set()
        for kind, value in argument:  # type: ignore[attr-defined]
            if kind is sre.LITERAL and value < 128:
                chosen.add(value)
            elif kind is sre.RANGE and value[1] < 128:
                chosen |= set(range(value[0], value[1] + 1))
            elif kind is sre.CATEGORY and value is sre.CATEGORY_DIGIT:
                chosen |= DIGITS
            else:
                return None
        return frozenset(chosen)
    return None
