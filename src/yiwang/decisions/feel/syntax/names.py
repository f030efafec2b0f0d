"""Names that the grammar alone cannot see: with spaces beside keywords, with hyphens, slashes or quotes."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from yiwang.decisions.errors import BadExpression
from yiwang.decisions.feel.syntax.tokens import tokenize
from yiwang.decisions.feel.values.kinds import Value

#: Words that end a name made of several words.
RESERVED = frozenset(
    (
        "and",
        "or",
        "then",
        "else",
        "in",
        "return",
        "satisfies",
        "between",
        "instance",
        "if",
        "for",
        "some",
        "every",
    )
)
#: Names with a keyword inside that the language itself defines.
BUILT_IN = ("date and time", "days and time duration", "years and months duration")


def normal(name: str) -> str:
    """A name with its spaces made single, as names are compared (DMN 1.5 §10.3.1.4)."""
    return name if name.isidentifier() else " ".join(name.split())


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    try:
        return tuple(token.text for token in tokenize(name)[:-1])
    except BadExpression:
        return ()


def is_hard(name: str) -> bool:
    """Whether a name needs to be known beforehand to be read as one name."""
    if name.isidentifier():
        return False
    words = name.split()
    return not all(word.isidentifier() for word in words) or not RESERVED.isdisjoint(words)


class KnownNames:
    """The hard names in scope while a text is read, found by their first word, longest first."""

    def __init__(
        self, names: Iterable[str] = (), types: Mapping[str, Callable[[Value], bool]] | None = None
    ) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        #: Tests of the types that a model defines itself.
        self.types = types or {}
        for name in (*BUILT_IN, *names):
            self.add(name)

    def add(self, name: str) -> None:
        """Learn a name; names that read well by themselves need not be learnt."""
        parts = _parts(normal(name)) if is_hard(name) or name in BUILT_IN else ()
        if len(parts) > 1:
            known = self._by_first.setdefault(parts[0], [])
            if parts not in known:
                known.append(parts)
                known.sort(key=len, reverse=True)

    def copy(self) -> "KnownNames":
        """The same names, to which more can be added without touching these."""
        other = KnownNames.__new__(KnownNames)
        other.types = self.types
        other._by_first = {first: list(known) for first, known in self._by_first.items()}
        return other

    def starting(self, first: str) -> list[tuple[str, ...]]:
        """The known names that begin with this word, each as its tokens."""
        return self._by_first.get(first, [])
