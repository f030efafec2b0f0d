"""One walk through a process: what it waits for, finishing steps, its data."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from yiwang.decisions.api import feel
from yiwang.processes.engine.script_engine import FeelEngine
from yiwang.processes.engine.walking import run_task, walk
from yiwang.processes.errors import BadOutcome, NotWaiting
from yiwang.processes.reading.outline import Node
from yiwang.processes.timers import due_of
from yiwang.processes.types import Step, StepKind

if TYPE_CHECKING:
    from yiwang.processes.definition import ProcessDefinition

_KINDS: dict[str, StepKind] = {
    "userTask": "user",
    "manualTask": "user",
    "serviceTask": "service",
    "businessRuleTask": "service",
    "receiveTask": "message",
}


class Run:
    """A process under way. Made by `start` and `load`; not shared between threads."""

    def __init__(self, definition: "ProcessDefinition", workflow: Any, engine: FeelEngine) -> None:
        self.definition = definition
        self.workflow = workflow
        self._engine = engine

    @property
    def data(self) -> dict[str, object]:
        """The process data as they stand."""
        return self._engine.data

    @property
    def done(self) -> bool:
        """Whether the process has ended."""
        return bool(self.workflow.completed)

    def waiting(self) -> list[Step]:
        """What the run waits for, in the order the steps began."""
        return [self._step(task, node) for task, node in self._waiting_tasks()]

    def finish(
        self, task_id: str, data: Mapping[str, object] | None = None, *, at: datetime | None = None
    ) -> "Run":
        """Finish a waiting step with its result and walk on; returns this run.

        The result is merged into the data, or stored under the step's `yw:result`. `at` is when it happened
        (now by default); timers that begin count from it. Raises NotWaiting, BadOutcome and StuckProcess.
        """
        found = next((pair for pair in self._waiting_tasks() if str(pair[0].id) == task_id), None)
        if found is None:
            raise NotWaiting(task_id)
        task, node = found
        self._take(node, dict(data or {}))
        if task.state == TaskState.WAITING:
            task._set_internal_data(event_fired=True)
            task.task_spec._update(task)
        run_task(task)
        return self.walk_on(at)

    def walk_on(self, at: datetime | None = None) -> "Run":
        """Run what needs nobody and note when new timers are due."""
        walk(self.workflow)
        moment = at or datetime.now(UTC)
        for task, node in self._waiting_tasks():
            if node.timer and "due" not in task.internal_data:
                task._set_internal_data(due=due_of(node, self.data, moment).isoformat())
        return self

    def _take(self, node: Node, data: dict[str, object]) -> None:
        if node.outcomes and data.get("outcome") not in node.outcomes:
            raise BadOutcome(data.get("outcome"), node.outcomes)
        if node.result:
            self.data[node.result] = data
            if "outcome" in data:
                self.data["outcome"] = data["outcome"]
        else:
            self.data.update(data)

    def _waiting_tasks(self) -> list[tuple[Any, Node]]:
        nodes = self.definition.nodes
        found = [
            (task, nodes[task.task_spec.bpmn_id])
            for workflow in (self.workflow, *self.workflow.subprocesses.values())
            for task in workflow.tasks.values()
            if task.task_spec.bpmn_id in nodes
            and (
                (task.state == TaskState.READY and task.task_spec.manual)
                or (task.state == TaskState.WAITING and nodes[task.task_spec.bpmn_id].kind in _EVENTS)
            )
        ]
        return sorted(found, key=lambda pair: float(pair[0].last_state_change))

    def _step(self, task: Any, node: Node) -> Step:
        due = task.internal_data.get("due")
        return Step(
            task_id=str(task.id),
            name=node.id,
            kind=_KINDS.get(node.kind, "timer" if node.is_timer else "message"),
            title=node.title,
            role=node.role,
            operation=node.operation,
            outcomes=node.outcomes,
            inputs={name: feel.evaluate(source, self.data) for name, source in node.inputs},
            due=datetime.fromisoformat(due) if due else None,
            working_days=node.working_days,
            message=node.message,
            attached_to=node.attached_to,
        )


_EVENTS = frozenset(("intermediateCatchEvent", "boundaryEvent"))
