"""This room's data files, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yiwang.stewardship.rules.performance import Formula, Weight
from yiwang.text import Text

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Recogniser:
    """What a kind of data is known by, and the least label it must have."""

    slug: str
    name: Text
    check: str
    share: float
    grade: int
    category: str


@dataclass(frozen=True)
class Duty:
    """Something a data chief answers for in every period of a cycle."""

    slug: str
    name: Text
    text: Text
    cycle: str
    due_day: int
    link: str


@dataclass(frozen=True)
class RetentionRule:
    """Years of active use, and the basis where a resource names none."""

    valid_from: date
    active_years: int
    basis: Text


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def recognisers() -> Mapping[str, Recogniser]:
    """Every recogniser by slug."""
    rows = _read("recognisers")["recogniser"]
    return {row["slug"]: Recogniser(**row | {"name": Text.of(row["name"])}) for row in rows}


@cache
def duties() -> Mapping[str, Duty]:
    """Every duty by slug."""
    rows = _read("duties")["duty"]
    return {
        row["slug"]: Duty(**row | {"name": Text.of(row["name"]), "text": Text.of(row["text"])})
        for row in rows
    }


@cache
def formula() -> Formula:
    """The formula of performance in force."""
    document = _read("performance")
    figures = tuple(Weight(row["slug"], Text.of(row["name"]), row["weight"]) for row in document["figure"])
    return Formula(document["version"], document["least_weight"], figures)


def retention_rule(day: date) -> RetentionRule:
    """The rule of retention in force on a day."""
    rules = [
        RetentionRule(row["valid_from"], row["active_years"], Text.of(row["basis"]))
        for row in _read("retention")["rule"]
    ]
    return next((rule for rule in reversed(rules) if rule.valid_from <= day), rules[0])
