"""One evaluator for every linkage: pairs of records that are together, against pairs that should be."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Judged:
    """Shares of pairs: of those found, how many are right; of those that are right, how many were found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def judge(found: Mapping[Hashable, Hashable], truth: Mapping[Hashable, Hashable]) -> Judged:
    """Judge groups by record against whom each record is of. Both speak of the same records."""
    if found.keys() != truth.keys():
        raise ValueError("The groups and the truth speak of different records.")
    together = _pairs(Counter(found.values()))
    right = _pairs(Counter(truth.values()))
    hit = _pairs(Counter((found[one], truth[one]) for one in truth))
    return Judged(hit / together if together else 1.0, hit / right if right else 1.0)


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
