"""From counts to scores. Weights come from `data/scores.toml`, by date."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yiwang.quality.types import RuleCount
from yiwang.text import Text

_FILE = Path(__file__).parents[1] / "data" / "scores.toml"


@dataclass(frozen=True)
class ScoreRule:
    """The weights in force on a day."""

    dimensions: Mapping[str, float]
    core_weight: float
    formula: Text
    source: str


@dataclass(frozen=True)
class EvaluationRule:
    """What counts how much when a department's data work is judged."""

    quality: float
    tickets: float
    timeliness: float
    source: str


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _on(name: str, day: date) -> Mapping[str, Any]:
    tables = sorted(_tables()[name], key=lambda one: one["valid_from"])
    found: Mapping[str, Any] = next((one for one in reversed(tables) if one["valid_from"] <= day), tables[0])
    return found


def score_rule(day: date) -> ScoreRule:
    """The rule of scores on a day; before the first one, the first."""
    found = _on("scores", day)
    return ScoreRule(found["dimensions"], found["core_weight"], Text.of(found["formula"]), found["source"])


def evaluation_rule(day: date) -> EvaluationRule:
    """The rule of evaluation on a day."""
    found = _on("evaluation", day)
    return EvaluationRule(found["quality"], found["tickets"], found["timeliness"], found["source"])


def dimension_scores(counts: Iterable[RuleCount]) -> dict[str, float]:
    """The score (0-100) of each dimension that had something to check."""
    gained: dict[str, float] = {}
    possible: dict[str, float] = {}
    for one in counts:
        if one.skipped or not one.checked or not one.rule.weight:
            continue
        dimension = one.rule.dimension
        gained[dimension] = gained.get(dimension, 0.0) + one.rule.weight * (1 - one.failed / one.checked)
        possible[dimension] = possible.get(dimension, 0.0) + one.rule.weight
    return {dimension: 100 * gained[dimension] / possible[dimension] for dimension in gained}


def total_score(dimensions: Mapping[str, float], rule: ScoreRule) -> float | None:
    """The score of a data set from its dimensions; None when nothing was checked."""
    return weighted([(score, rule.dimensions.get(name, 0.0)) for name, score in dimensions.items()])


def weighted(parts: Sequence[tuple[float | None, float]]) -> float | None:
    """The mean of (value, weight) without those that have no value; None when none is left."""
    known = [(value, weight) for value, weight in parts if value is not None and weight > 0]
    whole = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / whole if whole else None


def ranks(scores: Mapping[str, float | None]) -> dict[str, int]:
    """1 for the best; equal scores share a rank; what has no score has no rank."""
    known = {name: round(score, 4) for name, score in scores.items() if score is not None}
    return {name: 1 + sum(other > score for other in known.values()) for name, score in known.items()}
