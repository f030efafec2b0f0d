"""Dumping the task tree of a run to a few rows, and building it again.

A row is `[id, parent's row, spec name, state, internal data]`; only live tasks keep their id, and what is merely
predicted is left out: it is predicted again on loading.
"""

from typing import Any
from uuid import UUID, uuid4

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from yiwang.processes.engine.compaction import LIVE
from yiwang.processes.engine.script_engine import FeelEngine
from yiwang.processes.errors import StaleRun

_PREDICTED = TaskState.PREDICTED_MASK | TaskState.FUTURE


def dump_tasks(workflow: Any) -> list[list[Any]]:
    """The rows of one workflow, each after its parent; the root is understood."""
    rows: list[list[Any]] = []
    places = {workflow.task_tree.id: -1}
    waiting = list(reversed(workflow.task_tree.children))
    order = {task_id: place for place, task_id in enumerate(_by_change(workflow))}
    while waiting:
        task = waiting.pop()
        if task.has_state(_PREDICTED):
            continue
        places[task.id] = len(rows)
        identity = str(task.id) if task.has_state(LIVE) else ""
        internal = {key: value for key, value in task.internal_data.items() if value}
        rows.append(
            [identity, places[task._parent], task.task_spec.name, task.state, order[task.id], internal]
        )
        waiting.extend(reversed(task.children))
    return rows


def _by_change(workflow: Any) -> list[Any]:
    return sorted(workflow.tasks, key=lambda task_id: workflow.tasks[task_id].last_state_change)


def dump_subprocesses(top: Any) -> list[list[Any]]:
    """Each running sub-process: the id of the task it belongs to, and its rows; outer ones first."""
    running = sorted(top.subprocesses.values(), key=lambda one: one.depth)
    return [[str(one.parent_task_id), dump_tasks(one)] for one in running if not one.completed]


def new_workflow(spec: Any, inner: dict[str, Any], engine: FeelEngine) -> Any:
    """A workflow at its beginning."""
    return BpmnWorkflow(spec, inner, script_engine=engine)


def load_workflow(spec: Any, inner: dict[str, Any], engine: FeelEngine, dumped: dict[str, Any]) -> Any:
    """The workflow of a dump; raises StaleRun when the definition has changed under it."""
    top = BpmnWorkflow(spec, inner, script_engine=engine, deserializing=True)
    _load_tasks(top, dumped["tasks"])
    for parent_id, rows in dumped["inner"]:
        task = top.get_task_from_id(UUID(parent_id))
        workflow = BpmnSubWorkflow(inner[task.task_spec.spec], task.id, top, deserializing=True)
        top.subprocesses[task.id] = workflow
        workflow.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
        _load_tasks(workflow, rows)
    for workflow in (top, *top.subprocesses.values()):
        for task in [task for task in workflow.tasks.values() if task.has_state(LIVE)]:
            task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)
    return top


def _load_tasks(workflow: Any, rows: list[list[Any]]) -> None:
    specs = workflow.spec.task_specs
    missing = sorted({row[2] for row in rows if row[2] not in specs})
    if missing:
        raise StaleRun(missing)
    root = Task(workflow, workflow.spec.start, state=TaskState.COMPLETED)
    root.last_state_change = 0.0
    workflow.task_tree = root
    made: list[Any] = []
    for identity, parent, name, state, order, internal in rows:
        above = made[parent] if parent >= 0 else root
        task = Task(workflow, specs[name], above, state, UUID(identity) if identity else uuid4())
        task.thread_id = root.thread_id
        task.last_state_change = float(order)
        task.internal_data = dict(internal)
        made.append(task)
        if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            workflow.top_workflow.event_manager.add_task(task)
