"""Parallel and inclusive joins by the letter of BPMN 2.0 (§13.4.1, §13.4.3).

SpiffWorkflow's inclusive join looks back through itself, so that in a loop it may fire while a branch still works; its
parallel join guesses which branches a loop will never bring. Both are decided here from the arrivals not yet used up,
which are all that `compaction` leaves of the past.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

_ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


def _arrived(join: Any, my_task: Any) -> set[str]:
    """The names of the specs from which a token has arrived at a join and not been used up."""
    return {
        task.parent.task_spec.name
        for task in my_task.workflow.tasks.values()
        if task.task_spec is join
        and task.parent is not None
        and task.parent.state == TaskState.COMPLETED
        and task.state != TaskState.COMPLETED
    }


class ParallelGateway(defaults.ParallelGateway):  # type: ignore[misc]
    """Fires when every incoming flow has brought a token."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        return set(self._inputs) <= _arrived(self, my_task)


class InclusiveGateway(defaults.InclusiveGateway):  # type: ignore[misc]
    """Fires when no token elsewhere can still reach an incoming flow that has none."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        arrived = _arrived(self, my_task)
        empty = set(self._inputs) - arrived
        for task in my_task.workflow.tasks.values():
            armed = isinstance(task.task_spec, BoundaryEvent) and task.state == TaskState.WAITING
            if task.task_spec is self or armed or not task.has_state(_ACTIVE):
                continue
            reach = self._reach(task.task_spec)
            if reach & empty and not reach & arrived:
                return False
        return True

    def _reach(self, spec: Any) -> set[str]:
        """The specs that a token standing on `spec` can come to without passing through this gateway."""
        found = {spec.name}
        waiting = [spec]
        while waiting:
            for target in waiting.pop().outputs:
                if target is not self and target.name not in found:
                    found.add(target.name)
                    waiting.append(target)
        return found
