"""From five figures to one mark, by a formula with a version."""

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.text import Text


@dataclass(frozen=True)
class Weight:
    """One figure of the formula."""

    slug: str
    name: Text
    weight: int


@dataclass(frozen=True)
class Formula:
    """The formula in force: its version, the weight that must be measured for a mark, and its figures."""

    version: str
    least_weight: int
    figures: tuple[Weight, ...]


@dataclass(frozen=True)
class Figure:
    """One number of a unit in a period, 0-100, and where it comes from; None when there was nothing to measure."""

    slug: str
    value: float | None
    source: Text


def share(part: int, whole: int) -> float | None:
    """Part of a whole in percent; None of nothing."""
    return round(100 * part / whole, 2) if whole else None


def composite(formula: Formula, figures: Mapping[str, Figure]) -> float | None:
    """The weighted mean of what was measured; None when too little of the weight was."""
    counted = [
        (one.weight, figures[one.slug].value)
        for one in formula.figures
        if one.slug in figures and figures[one.slug].value is not None
    ]
    weight = sum(weight for weight, _ in counted)
    if not weight or weight < formula.least_weight:
        return None
    return round(sum(weight * float(value or 0) for weight, value in counted) / weight, 2)


def ranked(marks: Mapping[str, float | None]) -> dict[str, int]:
    """Places by mark, the highest first; equal marks share a place, units without a mark have none."""
    values = sorted((mark for mark in marks.values() if mark is not None), reverse=True)
    return {unit: values.index(mark) + 1 for unit, mark in marks.items() if mark is not None}
