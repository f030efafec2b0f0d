"""The benchmark's table as a rule set."""

import tomllib
from datetime import date
from pathlib import Path

from yiwang.quality.rules.reading import problems, read_rules
from yiwang.quality.types import Field, RuleSet

FIELDS = (
    Field("event_id", required=True),
    Field("resident_id"),
    Field("name"),
    Field("sex"),
    Field("birthday", "date"),
    Field("mobile"),
    Field("address"),
    Field("village_code"),
    Field("event_kind"),
    Field("source"),
    Field("amount", "decimal(12,2)"),
    Field("occurred_at", "timestamp"),
    Field("updated_at", "timestamp"),
)


def ruleset(on: date) -> RuleSet:
    """The rules of `person-event.toml`, which must be without fault."""
    table = tomllib.loads((Path(__file__).parent / "person-event.toml").read_text(encoding="utf-8"))
    if wrong := list(problems(table, "person-event")):
        raise ValueError(wrong)
    return RuleSet("person-event", FIELDS, ("event_id",), read_rules(table), on)
