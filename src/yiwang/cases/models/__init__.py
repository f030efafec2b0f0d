"""Tables of the cases room."""

from yiwang.cases.models.act import Act
from yiwang.cases.models.case import Case
from yiwang.cases.models.correction import Correction
from yiwang.cases.models.decision import DecisionRecord
from yiwang.cases.models.material import CaseMaterial

__all__ = ["Act", "Case", "CaseMaterial", "Correction", "DecisionRecord"]
