"""The door of `processes`.

`ProcessDefinition.parse(xml)` → `start(definition, facts)` → `run.waiting()` → `run.finish(task_id, data)` …
until `run.done`; `dump(run)` and `load(definition, value)` in between.
"""

from yiwang.processes.definition import ProcessDefinition
from yiwang.processes.errors import BadOutcome, BadProcess, NotWaiting, StaleRun, StuckProcess
from yiwang.processes.run import Run
from yiwang.processes.types import Step, StepKind
from yiwang.processes.verbs import dump, load, start

__all__ = [
    "BadOutcome",
    "BadProcess",
    "NotWaiting",
    "ProcessDefinition",
    "Run",
    "StaleRun",
    "Step",
    "StepKind",
    "StuckProcess",
    "dump",
    "load",
    "start",
]
