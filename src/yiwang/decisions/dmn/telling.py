"""Putting a recorded evaluation into words."""

from yiwang.decisions.dmn.recorder import Recorder
from yiwang.decisions.dmn.table import Evaluation
from yiwang.decisions.errors import TooCostly
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.kinds import Value
from yiwang.decisions.feel.values.text import write
from yiwang.decisions.trace import CellTrace, DecisionTrace, InputTrace, RuleTrace, TableTrace, Trace

_LONGEST = 200


def trace_of(recorder: Recorder) -> Trace:
    """The trace of an evaluation that has ended."""
    return Trace(
        decisions=tuple(
            DecisionTrace(decision.name, decision.label, shown(value))
            for decision, value in recorder.decisions
        ),
        tables=tuple(_table(evaluation) for evaluation in recorder.tables),
        notes=tuple(recorder.notes),
    )


def shown(value: Value) -> str:
    """A value as a short text."""
    try:
        text = write(value, Meter(10_000))
    except TooCostly:
        return "…"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _table(evaluation: Evaluation) -> TableTrace:
    table = evaluation.table
    values = [shown(value) for value in evaluation.values]
    outputs = {hit.rule: tuple(shown(value) for value in hit.outputs) for hit in evaluation.hits}
    rules = tuple(
        RuleTrace(
            number=index + 1,
            matched=all(held is True for held in evaluation.held[index]),
            fired=index in evaluation.fired,
            cells=tuple(
                CellTrace(test, value, held if type(held) is bool else None)
                for test, value, held in zip(rule.tests, values, evaluation.held[index], strict=True)
            ),
            outputs=outputs.get(index, ()),
            annotation=rule.annotation,
        )
        for index, rule in enumerate(table.rules)
    )
    inputs = tuple(
        InputTrace(column.label, column.source, value)
        for column, value in zip(table.inputs, values, strict=True)
    )
    return TableTrace(table.name, table.label, table.policy, inputs, rules, shown(evaluation.value))
