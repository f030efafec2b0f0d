"""Walking a sample with as few words as possible."""

import json
from datetime import UTC, datetime
from pathlib import Path

from yiwang.processes.api import ProcessDefinition, Run, Step, dump, load

SAMPLES = Path(__file__).parent / "samples"
MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def sample(name: str) -> ProcessDefinition:
    """A sample process."""
    return ProcessDefinition.parse((SAMPLES / f"{name}.bpmn").read_bytes())


def step(run: Run, name: str) -> Step:
    """The step of that name, which must be waiting."""
    return next(one for one in run.waiting() if one.name == name)


def names(run: Run) -> set[str]:
    """The names of the steps that wait."""
    return {one.name for one in run.waiting()}


def finish(run: Run, name: str, **data: object) -> Run:
    """Finish a step, then store the run and fetch it back, as a case does."""
    run.finish(step(run, name).task_id, data, at=MORNING)
    return load(run.definition, json.loads(json.dumps(dump(run))))
