"""How well an item fits a search."""

from dataclasses import dataclass

from yiwang.words import Query

#: Below this an item is left out; found by trying misspelt queries against the catalogue (see its tests).
LEAST = 0.3


@dataclass(frozen=True)
class Found:
    """What the database says about one item: its name and keywords, its pairs, and how alike the sounds are."""

    name: str
    named: str
    grams: frozenset[str]
    latin: str
    likeness: float


def rank(query: Query, found: Found) -> tuple[float, str]:
    """The fit between 0 and 1, and what matched: "words", "pinyin" or "similar"."""
    if not query.text:
        return 0.0, "words"
    if query.text in found.named:
        return (1.0 if query.text == found.name else 0.95), "words"
    covered = len(query.grams & found.grams) / len(query.grams) if query.grams else 0.0
    if not query.grams and query.latin and query.latin.replace(" ", "") in found.latin.replace(" ", ""):
        return 0.85, "pinyin"
    latin_words = query.latin.split()
    if not query.grams and latin_words and all(word in found.latin for word in latin_words):
        return 0.8, "words"
    score = max(0.9 * covered, 0.8 * found.likeness, 0.5 * covered + 0.4 * found.likeness)
    return round(score, 4), "words" if 0.9 * covered >= 0.8 * found.likeness else "similar"
