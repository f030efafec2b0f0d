"""Tables of the quality room."""

from yiwang.quality.models.candidate import Candidate
from yiwang.quality.models.rule import RuleRow
from yiwang.quality.models.run import Run, RunRule

__all__ = ["Candidate", "RuleRow", "Run", "RunRule"]
