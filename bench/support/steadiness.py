"""One evaluator of identifiers over time: which records were given another one although nothing demanded it."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

Ids = Mapping[int, Hashable]


@dataclass
class Steadiness:
    """Told, moment after moment, under which id each record stands; `truth` says of whom it is.

    A change is demanded, and does not count, in two cases only: the record comes under an id that another record of
    the same person had before (two ids of one person become one); or it leaves an id under which strangers stood, for
    one that nobody had, and the old one goes on with some of those who had it. Every other change counts: a newcomer
    demands none, nor does a merge under a third id, nor a split after which nobody keeps the id.
    """

    truth: Mapping[int, int]
    _first: dict[int, Hashable] = field(default_factory=dict)
    _before: dict[int, Hashable] = field(default_factory=dict)
    _needless: set[int] = field(default_factory=set)

    def see(self, now: Ids) -> None:
        """The next moment."""
        had: dict[Hashable, set[int]] = defaultdict(set)
        for record, identifier in self._before.items():
            had[identifier].add(self.truth[record])
        kept = {identifier for record, identifier in self._before.items() if now[record] == identifier}
        for record, identifier in self._before.items():
            if now[record] != identifier:
                joins = self.truth[record] in had.get(now[record], ())
                leaves = len(had[identifier]) > 1 and identifier in kept and now[record] not in had
                if not joins and not leaves:
                    self._needless.add(record)
        for record, identifier in now.items():
            self._first.setdefault(record, identifier)
        self._before = dict(now)

    @property
    def rate(self) -> float:
        """Share of records that never changed their id needlessly."""
        return 1 - len(self._needless) / len(self._before)

    @property
    def kept(self) -> float:
        """Share of records whose id at the end is the one first given, whatever truth demands."""
        return sum(self._first[one] == now for one, now in self._before.items()) / len(self._before)
