"""Weights: how much each compared column speaks for or against one entity, in bits (Fellegi and Sunter)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from yiwang.entities.rules.comparisons import KINDS, Record, level_of
from yiwang.entities.rules.definition import Linkage
from yiwang.text import Text

#: No single column may decide alone beyond this: a trained `u` of nothing would be infinite evidence.
_MOST = 40.0


@dataclass(frozen=True)
class Piece:
    """What one column says: the level it stands on and the bits for (positive) or against (negative)."""

    column: str
    level: str
    title: Text
    bits: float


@dataclass(frozen=True)
class Score:
    """The sum in bits, prior included, and its pieces."""

    weight: float
    pieces: tuple[Piece, ...]

    @property
    def probability(self) -> float:
        """The same as a probability."""
        return 1 / (1 + float(2.0 ** -max(-60.0, min(60.0, self.weight))))


@dataclass(frozen=True)
class Model:
    """Trained parameters: the prior in bits, and (m, u) for each level of each comparison, in order."""

    version: int
    prior: float
    levels: tuple[tuple[str, str, tuple[tuple[float, float], ...]], ...]

    def score(self, left: Record, right: Record) -> Score:
        """Compare two standardised records."""
        pieces = []
        for column, kind, parameters in self.levels:
            number = level_of(kind, column, left, right)
            if number is not None:
                level = KINDS[kind][number]
                pieces.append(Piece(column, level.slug, level.title, bits(*parameters[number])))
        return Score(self.prior + sum(piece.bits for piece in pieces), tuple(pieces))

    def as_dict(self) -> dict[str, Any]:
        return {
            "prior": self.prior,
            "levels": [
                {"column": column, "kind": kind, "m": [m for m, _ in given], "u": [u for _, u in given]}
                for column, kind, given in self.levels
            ],
        }


def bits(m: float, u: float) -> float:
    """log2(m/u), within bounds."""
    return max(-_MOST, min(_MOST, log2(max(m, 1e-12) / max(u, 1e-12))))


def untrained(linkage: Linkage) -> Model:
    """The weights to start with, before any training: experience, as it stands in `comparisons`."""
    return Model(
        0,
        linkage.prior,
        tuple(
            (one.column, one.kind, tuple((level.m, level.u) for level in KINDS[one.kind]))
            for one in linkage.comparisons
        ),
    )


def model_of(version: int, stored: Mapping[str, Any], linkage: Linkage) -> Model:
    """A stored model; a comparison that was declared since keeps the weights to start with."""
    known: dict[tuple[str, str], Sequence[tuple[float, float]]] = {
        (one["column"], one["kind"]): list(zip(one["m"], one["u"], strict=True)) for one in stored["levels"]
    }
    return Model(
        version,
        float(stored["prior"]),
        tuple(
            (column, kind, tuple(known.get((column, kind), given)))
            for column, kind, given in untrained(linkage).levels
        ),
    )
