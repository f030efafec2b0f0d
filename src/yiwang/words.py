"""Words to find a thing by: Chinese pairs of characters, pinyin, and English words.

A slip in Chinese is mostly a wrong character of the same sound, so likeness is measured on pinyin, in plain ASCII: it works
whatever locale the database was made with.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9]+")
MAXIMUM_QUERY = 60


@dataclass(frozen=True)
class Words:
    """What a text is found by: `grams` are single characters and neighbouring pairs, `latin` is spaced ASCII."""

    grams: frozenset[str]
    latin: str


def words_of(texts: Iterable[str]) -> Words:
    """The words of a name, its keywords and its summary."""
    grams: set[str] = set()
    latin: list[str] = []
    for text in map(tidy, texts):
        for run in _CHINESE.findall(text):
            grams |= pairs(run)
            syllables = pinyin(run)
            latin += ["".join(syllables), "".join(one[0] for one in syllables if one)]
        latin += _LATIN.findall(text)
    return Words(frozenset(grams), " ".join(dict.fromkeys(latin)))


def tidy(text: str) -> str:
    """A text as it is compared: full-width narrowed, lower case, single spaces, not too long."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def pairs(run: str) -> set[str]:
    """Neighbouring pairs of characters; a single character stands for itself."""
    return {run} if len(run) == 1 else {run[at : at + 2] for at in range(len(run) - 1)}


@lru_cache(maxsize=4096)
def pinyin(run: str) -> tuple[str, ...]:
    """The sound of each Chinese character, without tones."""
    # Loading the dictionary takes a moment; processes that never search should not pay for it.
    from pypinyin import lazy_pinyin

    return tuple(re.sub(r"[^a-z]", "", one.replace("ü", "v")) for one in lazy_pinyin(run))


@dataclass(frozen=True)
class Query:
    """A search text taken apart."""

    text: str
    grams: frozenset[str]
    latin: str


def query_of(text: str) -> Query:
    """Take a search text apart; anything beyond 60 characters is ignored."""
    text = tidy(text)[:MAXIMUM_QUERY]
    grams: set[str] = set()
    latin: list[str] = []
    for run in _CHINESE.findall(text):
        grams |= pairs(run)
        latin.append("".join(pinyin(run)))
    latin += _LATIN.findall(text)
    return Query(text, frozenset(grams), " ".join(latin))
