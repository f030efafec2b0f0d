"""Rules as they are stored: the pack's table, days as ISO text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yiwang.quality.rules.reading import read_rule
from yiwang.quality.types import Rule

_DAYS = ("valid_from", "valid_to")


def stored(table: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's table as JSON."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in table.items()}


def restored(definition: Mapping[str, Any], origin: str = "pack") -> Rule:
    """The rule of a stored table."""
    table = {key: date.fromisoformat(value) if key in _DAYS else value for key, value in definition.items()}
    return read_rule(table, origin=origin)


def told(rule: Rule) -> dict[str, Any]:
    """A rule as its stored table; the same rule comes back from `restored`, structural ones too."""
    table: dict[str, Any] = {
        "id": rule.id,
        "check": rule.check,
        "severity": rule.severity,
        "dimension": rule.dimension,
        "indicator": rule.indicator,
        "zh": rule.text.zh,
        "en": rule.text.en,
        "weight": rule.weight,
        "tolerance": rule.tolerance,
        **rule.parameters,
    }
    if rule.check != "holds":
        table["columns"] = list(rule.columns)
    if rule.when:
        table["when"] = rule.when
    if rule.valid_from != date.min:
        table["valid_from"] = rule.valid_from
    if rule.valid_to != date.max:
        table["valid_to"] = rule.valid_to
    return stored(table)
