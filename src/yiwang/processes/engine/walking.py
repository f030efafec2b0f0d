"""Walking on: running everything that needs nobody, up to the next steps that wait."""

import logging
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from yiwang.decisions.api import TooCostly
from yiwang.processes.engine.compaction import compact
from yiwang.processes.errors import StuckProcess
from yiwang.text import Text

#: Gateways and scripts passed without anybody being waited for; more means that the process goes round in circles.
MAX_AUTOMATIC = 1_000
_COMPACT_EVERY = 50

# SpiffWorkflow gathers the ids of all tasks for its log lines whenever these loggers have no level of their own.
for _name in ("spiff.task", "spiff.workflow"):
    logging.getLogger(_name).setLevel(logging.WARNING)


def walk(top: Any) -> None:
    """Run ready gateways, scripts and events until only waiting steps are left; raises StuckProcess."""
    passed = 0
    while ready := _ready(top):
        for task in ready:
            if task.state != TaskState.READY:
                continue
            run_task(task)
            passed += 1
            if passed > MAX_AUTOMATIC:
                raise StuckProcess(Text("网关和脚本无尽循环", "gateways and scripts go round for ever"))
            if passed % _COMPACT_EVERY == 0 or isinstance(task.task_spec, UnstructuredJoin):
                compact(top)
    compact(top)


def _ready(top: Any) -> list[Any]:
    return [
        task
        for workflow in (*top.subprocesses.values(), top)
        for task in workflow.tasks.values()
        if task.state == TaskState.READY and not task.task_spec.manual
    ]


def run_task(task: Any) -> None:
    """Run one task; raises StuckProcess when no flow can be taken or an expression is too costly."""
    try:
        task.run()
    except TooCostly as error:
        raise StuckProcess(error.message) from error
    except (WorkflowException, WorkflowTaskException) as error:
        name = task.task_spec.bpmn_id or task.task_spec.name
        raise StuckProcess(
            Text(f"“{name}”没有一条连线的条件成立", f"the condition of no flow of “{name}” holds")
        ) from error
