"""Figures of an economy that does not exist: what the statistics office of the model city would publish.

Deterministic for a seed; sums grow through the year, no January is published for monthly sums, the year before is
revised once, and a change of method comes with the comparable figure of the year before.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from yiwang.macro.rules.periods import Period, between, parse
from yiwang.macro.types import Figure, Indicator

_LENGTH = {"Y": 12, "Q": 3, "M": 1}
_LEVELS = {"cumulative": 40.0, "flow": 12.0, "stock": 900.0, "index": 104.5, "rate": 62.0}
_QUANTUM = Decimal("0.01")


def figures(
    indicators: Sequence[Indicator], areas: Sequence[str], *, until: date, years: int = 3, seed: int = 2026
) -> Iterator[Figure]:
    """What was published up to a day about the last `years` years; the first area is the whole of the others."""
    for indicator in indicators:
        industries = ("", "C", "F", "I") if indicator.by_industry else ("",)
        for industry in industries:
            for number, area in enumerate(areas):
                random = Random(f"macro:{indicator.slug}:{industry}:{area}:{seed}")  # noqa: S311
                size = 1.0 if number == 0 else 1.0 / len(areas)
                yield from _series(indicator, area, industry, until, years, size, random)


def _series(
    indicator: Indicator, area: str, industry: str, until: date, years: int, size: float, random: Random
) -> Iterator[Figure]:
    level = _LEVELS[indicator.nature] * (size if indicator.nature in ("cumulative", "flow", "stock") else 1.0)
    level *= random.uniform(0.9, 1.1) if indicator.nature not in ("index", "rate") else 1.0
    growth = random.uniform(1.02, 1.07)
    first = Period(until.year - years, 1, indicator.frequency)
    changes = {parse(change.since) for change in indicator.changes}
    total, year = Decimal(0), first.year
    for period in between(first, Period(until.year, 12 // _LENGTH[indicator.frequency], first.frequency)):
        if period.year != year:
            total, year = Decimal(0), period.year
        value = Decimal(_value(indicator, level, growth, period, first, random)).quantize(_QUANTUM)
        if indicator.nature == "cumulative":
            total += value
            value = total
            if first.frequency == "M" and period.number == 1:
                continue
        published = _end(period) + timedelta(days=indicator.due_days - random.randint(5, 12))
        if published > until:
            return
        changed = any(period.year_before < since <= period for since in changes)
        comparable = (value / Decimal(growth)).quantize(_QUANTUM) if changed else None
        yield Figure(indicator.slug, area, str(period), value, published, industry, comparable)
        revised = published + timedelta(days=180)
        if (
            indicator.nature == "cumulative"
            and period.number == 12 // _LENGTH[indicator.frequency]
            and revised <= until
        ):
            better = (value * Decimal("1.012")).quantize(_QUANTUM)
            yield Figure(indicator.slug, area, str(period), better, revised, industry, comparable)


def _value(
    indicator: Indicator, level: float, growth: float, period: Period, first: Period, random: Random
) -> float:
    if indicator.nature in ("index", "rate"):
        return level + random.uniform(-1.5, 1.5)
    passed = (period.ordinal - first.ordinal) / (12 / _LENGTH[indicator.frequency])
    return float(level * growth**passed) * random.uniform(0.97, 1.03)


def _end(period: Period) -> date:
    month = period.number * _LENGTH[period.frequency]
    after = date(period.year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def write_csv(
    rows: Sequence[Figure], path: Path, *, unit_of: dict[str, str], nature_of: dict[str, str]
) -> None:
    """Write figures with the columns of the resource `macro-series`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            (
                "indicator", "area_code", "industry_code", "period", "value", "comparable", "unit", "kind",
                "published_on", "updated_at",
            )
        )  # fmt: skip
        for one in rows:
            writer.writerow(
                (
                    one.indicator, one.area_code, one.industry_code, one.period, one.value,
                    "" if one.comparable is None else one.comparable, unit_of[one.indicator],
                    nature_of[one.indicator], one.published_on.isoformat(), f"{one.published_on} 09:00:00",
                )
            )  # fmt: skip
