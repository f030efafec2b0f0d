"""The door of `decisions`.

`DecisionModel.parse(xml)` → `model.evaluate(name, facts)` → `Outcome(value, trace)`; `feel` for single expressions;
`read_xml` for other rooms that read models written by strangers.
"""

from yiwang.decisions import feel
from yiwang.decisions.errors import BadExpression, BadModel, Problem, TooCostly, UnknownDecision
from yiwang.decisions.feel.syntax.free_names import free_names
from yiwang.decisions.model import DecisionModel, Outcome
from yiwang.decisions.safe_xml import BadXml, line_of, local, read_xml
from yiwang.decisions.trace import CellTrace, DecisionTrace, InputTrace, RuleTrace, TableTrace, Trace

__all__ = [
    "BadExpression",
    "BadModel",
    "BadXml",
    "CellTrace",
    "DecisionModel",
    "DecisionTrace",
    "InputTrace",
    "Outcome",
    "Problem",
    "RuleTrace",
    "TableTrace",
    "TooCostly",
    "Trace",
    "UnknownDecision",
    "feel",
    "free_names",
    "line_of",
    "local",
    "read_xml",
]
