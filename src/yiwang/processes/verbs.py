"""Starting, dumping and loading runs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiwang.processes.definition import ProcessDefinition
from yiwang.processes.engine.plain import from_json, to_json
from yiwang.processes.engine.script_engine import FeelEngine
from yiwang.processes.engine.storing import dump_subprocesses, dump_tasks, load_workflow, new_workflow
from yiwang.processes.errors import StaleRun
from yiwang.processes.run import Run

_FORMAT = 1


def start(definition: ProcessDefinition, facts: Mapping[str, object], *, at: datetime | None = None) -> Run:
    """Begin a process over these facts and walk to the first steps that wait; raises StuckProcess."""
    engine = FeelEngine(dict(facts))
    return Run(definition, new_workflow(definition.spec, definition.inner, engine), engine).walk_on(at)


def dump(run: Run) -> dict[str, object]:
    """The run as a JSON value, to be loaded with the definition it began under or a version that has the same steps."""
    return {
        "format": _FORMAT,
        "process": run.definition.slug,
        "definition": run.definition.digest,
        "done": run.done,
        "data": to_json(run.data),
        "tasks": [] if run.done else dump_tasks(run.workflow),
        "inner": [] if run.done else dump_subprocesses(run.workflow),
    }


def load(definition: ProcessDefinition, dumped: Mapping[str, Any]) -> Run:
    """The run of a dump; raises StaleRun when it belongs to another process or its steps are gone."""
    if dumped["process"] != definition.slug or dumped["format"] != _FORMAT:
        raise StaleRun([str(dumped["process"])])
    data = from_json(dumped["data"])
    engine = FeelEngine(data if isinstance(data, dict) else {})
    workflow = load_workflow(definition.spec, definition.inner, engine, dict(dumped))
    workflow.completed = bool(dumped["done"])
    return Run(definition, workflow, engine)
