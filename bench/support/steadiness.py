"""One evaluator of identifiers over time: which records were given another one although nothing demanded it."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

Ids = Mapping[int, Hashable]


@dataclass
class Steadiness:
    """Told, moment after moment, under which id each record stands; `truth` says of whom it is.

    Truth demands a change when a record stood with a stranger's, or when records of one person that had two ids before
    come under one. A newcomer demands nothing: it takes the id that is there.
    """

    truth: Mapping[int, int]
    _first: dict[int, Hashable] = field(default_factory=dict)
    _before: dict[int, Hashable] = field(default_factory=dict)
    _needless: set[int] = field(default_factory=set)

    def see(self, now: Ids) -> None:
        """The next moment."""
        strangers: dict[Hashable, set[int]] = defaultdict(set)
        joined: dict[tuple[int, Hashable], set[Hashable]] = defaultdict(set)
        for record, identifier in self._before.items():
            strangers[identifier].add(self.truth[record])
            joined[self.truth[record], now[record]].add(identifier)
        for record, identifier in self._before.items():
            if now[record] != identifier:
                mixed = len(strangers[identifier]) > 1
                two = len(joined[self.truth[record], now[record]]) > 1
                if not mixed and not two:
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
