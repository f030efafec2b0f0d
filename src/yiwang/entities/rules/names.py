"""Chinese names as they are mistaken: by sound, by shape, by the order of their parts, by one character."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from yiwang.words import pinyin

_NOT_NAME = re.compile(r"[\s·•・.．,，\-\u3000]+")
_BRACKETS = re.compile(r"[（(].*?[)）]")


def tidy_name(text: object) -> str:
    """A name as it is compared: no spaces, no dots, no remarks in brackets, narrow letters in capitals."""
    plain = unicodedata.normalize("NFKC", str(text or ""))
    return _NOT_NAME.sub("", _BRACKETS.sub("", plain)).upper()


@lru_cache(maxsize=1 << 17)
def sound(name: str) -> str:
    """Its syllables without tones: what is heard at a counter or on the telephone."""
    return " ".join(pinyin(name)) if name else ""


@lru_cache(maxsize=1 << 17)
def sorted_sound(name: str) -> str:
    """Its syllables in alphabetical order: the same for a name whose parts were exchanged."""
    return " ".join(sorted(sound(name).split()))


def shape(name: str) -> str:
    """The name with each character replaced by the first of those it is taken for (形近字)."""
    groups = _shapes()
    return "".join(groups.get(character, character) for character in name)


def in_order(name: str) -> str:
    """Its characters sorted: equal for 王建国 and 建国王."""
    return "".join(sorted(name))


def gaps(name: str) -> tuple[str, ...]:
    """The name with each character left out in turn: two names of one length share one when a single character differs.

    DuckDB's edit distances count bytes, three to a Chinese character, so this is how one character is counted.
    """
    if len(name) < 2:
        return ()
    return tuple(f"{len(name)}{at}{name[:at]}{name[at + 1 :]}" for at in range(len(name)))


@cache
def _shapes() -> dict[str, str]:
    groups: dict[str, str] = {}
    text = files("yiwang.entities").joinpath("data", "similar_characters.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            for character in line:
                groups.setdefault(character, groups.get(line[0], line[0]))
    return groups
