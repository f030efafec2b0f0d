"""The door of the quality room."""

from yiwang.quality.candidates import candidates
from yiwang.quality.errors import (
    BadRule,
    MissingColumns,
    NoData,
    NoRules,
    NoSuchCandidate,
    NoSuchReport,
    UnreadableInput,
)
from yiwang.quality.facts import TableChecked
from yiwang.quality.periods import before, this_period
from yiwang.quality.queries import evaluation, latest_score, ranking, report, reports, scores, trends
from yiwang.quality.rules.checks import CHECKS
from yiwang.quality.rules.dimensions import DIMENSIONS
from yiwang.quality.rules.reading import columns_needed, problems, read_rules
from yiwang.quality.rules.scoring import score_rule
from yiwang.quality.rulesets import resources_with_rules, rule_counts, rules_of, rules_text, ruleset
from yiwang.quality.services.admit import admit
from yiwang.quality.services.check import check_table, dry_run
from yiwang.quality.services.define import define_rules, retire_rules
from yiwang.quality.services.keep import keep_admission
from yiwang.quality.services.mine import accept, mine, reject
from yiwang.quality.services.schedule import check_due, due
from yiwang.quality.types import (
    Admission,
    CandidatePage,
    CandidateView,
    Counts,
    DepartmentScore,
    Evaluation,
    Field,
    Report,
    ReportLine,
    ResourceScore,
    Rule,
    RuleCount,
    RuleSet,
    Sample,
    TrendPoint,
)

__all__ = [
    "CHECKS",
    "DIMENSIONS",
    "Admission",
    "BadRule",
    "CandidatePage",
    "CandidateView",
    "Counts",
    "DepartmentScore",
    "Evaluation",
    "Field",
    "MissingColumns",
    "NoData",
    "NoRules",
    "NoSuchCandidate",
    "NoSuchReport",
    "Report",
    "ReportLine",
    "ResourceScore",
    "Rule",
    "RuleCount",
    "RuleSet",
    "Sample",
    "TableChecked",
    "TrendPoint",
    "UnreadableInput",
    "accept",
    "admit",
    "before",
    "candidates",
    "check_due",
    "check_table",
    "columns_needed",
    "define_rules",
    "dry_run",
    "due",
    "evaluation",
    "keep_admission",
    "latest_score",
    "mine",
    "problems",
    "ranking",
    "read_rules",
    "reject",
    "report",
    "reports",
    "resources_with_rules",
    "retire_rules",
    "rule_counts",
    "rules_of",
    "rules_text",
    "ruleset",
    "score_rule",
    "scores",
    "this_period",
    "trends",
]
