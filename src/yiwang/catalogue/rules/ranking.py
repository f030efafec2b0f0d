"""How well a resource fits a search that nothing matched whole."""

from yiwang.words import Query

#: Below this a resource is left out; the items of the service catalogue use the same measure.
LEAST = 0.3


def rank(query: Query, grams: frozenset[str], likeness: float) -> float:
    """The fit between 0 and 1 from shared pairs of characters and likeness of sound."""
    covered = len(query.grams & grams) / len(query.grams) if query.grams else 0.0
    return round(max(0.9 * covered, 0.8 * likeness, 0.5 * covered + 0.4 * likeness), 4)
