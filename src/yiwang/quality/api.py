"""The door of the quality room."""

from yiwang.quality.errors import BadRule, MissingColumns, NoRules, UnreadableInput
from yiwang.quality.rules.checks import CHECKS
from yiwang.quality.rules.dimensions import DIMENSIONS
from yiwang.quality.rules.reading import columns_needed, problems, read_rules
from yiwang.quality.rulesets import resources_with_rules, rules_of, ruleset
from yiwang.quality.services.admit import admit
from yiwang.quality.services.define import define_rules, retire_rules
from yiwang.quality.types import Admission, Counts, Field, Report, Rule, RuleCount, RuleSet, Sample

__all__ = [
    "CHECKS",
    "DIMENSIONS",
    "Admission",
    "BadRule",
    "Counts",
    "Field",
    "MissingColumns",
    "NoRules",
    "Report",
    "Rule",
    "RuleCount",
    "RuleSet",
    "Sample",
    "UnreadableInput",
    "admit",
    "columns_needed",
    "define_rules",
    "problems",
    "read_rules",
    "resources_with_rules",
    "retire_rules",
    "rules_of",
    "ruleset",
]
