"""The door of packs."""

from yiwang.packs.checking import check
from yiwang.packs.errors import BadPack, PackMissing
from yiwang.packs.facts import PackApplied
from yiwang.packs.planning import plan
from yiwang.packs.queries import applied
from yiwang.packs.services.apply import apply
from yiwang.packs.types import Applied, Change, Plan, Problem

__all__ = [
    "Applied",
    "BadPack",
    "Change",
    "PackApplied",
    "PackMissing",
    "Plan",
    "Problem",
    "applied",
    "apply",
    "check",
    "plan",
]
