"""A kind: one folder of a pack, and the verbs of the room that owns what is in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yiwang.access.api import Actor
from yiwang.packs.reading import Reading
from yiwang.packs.types import Problem


def _nothing(reading: Reading, slug: str, by: Actor) -> None:
    """Documents that travel inside the items that use them need no verb of their own."""


def _stays(slug: str, by: Actor) -> None:
    """Nothing to do: what used it is retired by its own kind."""


@dataclass(frozen=True)
class Kind:
    """How one kind is checked, compared, applied and retired.

    `digests` gives what the pack wants to exist, by slug; it is asked only when `check` found nothing. A kind of many
    small things gives `apply_all`, which brings all that changed in few statements, in place of `apply`.
    """

    name: str
    folder: str
    suffix: str
    check: Callable[[Reading], Iterator[Problem]]
    digests: Callable[[Reading], Mapping[str, str]]
    apply: Callable[[Reading, str, Actor], None] = _nothing
    retire: Callable[[str, Actor], None] = _stays
    apply_all: Callable[[Reading, Sequence[str], Actor], None] | None = None

    def bring(self, reading: Reading, slugs: Sequence[str], by: Actor) -> None:
        """Apply the things of these slugs."""
        if self.apply_all is not None:
            self.apply_all(reading, slugs, by)
            return
        for slug in slugs:
            self.apply(reading, slug, by)


def raw_digests(folder: str) -> Callable[[Reading], Mapping[str, str]]:
    """Digests of files as they are."""
    from yiwang.packs.reading import digest_of

    return lambda reading: {one.slug: digest_of(one.raw) for one in reading.folder.of(folder)}
