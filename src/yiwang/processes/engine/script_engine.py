"""FEEL where SpiffWorkflow expects Python: conditions and scripts over one set of process data."""

from typing import Any

from yiwang.decisions.api import feel


class FeelEngine:
    """Evaluates a run's conditions and scripts. All branches of a run share `data`; the tasks' own data stay empty."""

    def __init__(self, data: dict[str, object]) -> None:
        self.data = data

    def evaluate(self, task: Any, expression: str, external_context: object = None) -> bool:
        """Whether a condition holds; only true is true."""
        return feel.evaluate(expression.strip(), self.data) is True

    def execute(self, task: Any, script: str, external_context: object = None) -> bool:
        """Merge the entries of a script's context into the data."""
        made = feel.evaluate(script.strip(), self.data)
        if isinstance(made, dict):
            self.data.update(made)
        return True
