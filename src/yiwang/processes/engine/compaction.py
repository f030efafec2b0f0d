"""Keeping a run small: what is past is taken out of the task tree, but for what a join still has to count.

SpiffWorkflow keeps every task ever run, so that a loop makes each step dearer than the last, and a parallel join inside a
loop may count arrivals of an earlier round. We keep the tasks that wait, the arrivals that a join has not used up with
their direct predecessors, and around a task with boundary events its whole group; the rest is spliced out.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState

LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_PREDICTED = TaskState.PREDICTED_MASK | TaskState.FUTURE


def compact(top: Any) -> None:
    """Splice out of a workflow and its sub-processes everything that no longer matters."""
    for workflow in (top, *top.subprocesses.values()):
        if not workflow.completed:
            _compact(workflow)
    live = {task.id for workflow in (top, *top.subprocesses.values()) for task in workflow.tasks.values()}
    for task_id in [task_id for task_id in top.subprocesses if task_id not in live]:
        del top.subprocesses[task_id]


def _compact(workflow: Any) -> None:
    root = workflow.task_tree
    kept = _kept(workflow)
    predicted = {
        task.id: [child for child in task._children if workflow.tasks[child].has_state(_PREDICTED)]
        for task in kept.values()
        if task.has_state(LIVE)
    }
    parents = {task_id: _nearest(task, kept, root) for task_id, task in kept.items() if task is not root}
    tasks = {root.id: root} | kept
    for futures in predicted.values():
        for child in futures:
            tasks |= {task.id: task for task in workflow.tasks[child]}
    for task in (root, *kept.values()):
        task._children = []
    for task_id, parent in parents.items():
        kept[task_id]._parent = parent.id
        parent._children.append(task_id)
    for task_id, futures in predicted.items():
        tasks[task_id]._children.extend(futures)
    workflow.tasks = tasks


def _kept(workflow: Any) -> dict[Any, Any]:
    """The tasks that still matter, in the order they came about."""
    tasks = workflow.tasks
    wanted: set[Any] = set()
    for task in tasks.values():
        if task.has_state(LIVE) or _unused_arrival(task, tasks):
            wanted.add(task.id)
            if isinstance(task.task_spec, UnstructuredJoin):
                wanted.add(task._parent)
            wanted |= _boundary_group(task)
    return {task_id: task for task_id, task in tasks.items() if task_id in wanted}


def _unused_arrival(task: Any, tasks: dict[Any, Any]) -> bool:
    """Whether a task arrived at a join that has not fired since."""
    if not isinstance(task.task_spec, UnstructuredJoin) or task.state != TaskState.CANCELLED:
        return False
    return not any(
        other.task_spec is task.task_spec
        and other.state == TaskState.COMPLETED
        and other.last_state_change >= task.last_state_change
        for other in tasks.values()
    )


def _boundary_group(task: Any) -> set[Any]:
    """The split above a task with boundary events and all that hangs on it, for its join looks there."""
    if isinstance(task.task_spec, BoundaryEventJoin):
        split = task.find_ancestor(task.task_spec.split_task)
    else:
        split = task.parent if task.parent is not None else None
    if split is None or not isinstance(split.task_spec, BoundaryEventSplit):
        return set()
    return {split.id, *split._children}


def _nearest(task: Any, kept: dict[Any, Any], root: Any) -> Any:
    """The closest kept task above, or the root."""
    above = task.parent
    while above is not None and above.id not in kept:
        above = above.parent
    return above if above is not None else root
