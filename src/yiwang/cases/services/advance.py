"""Driving a case along its process: service steps at once, then wait for a person."""

from yiwang.calendar.api import Clock, current_calendar
from yiwang.cases import sealing
from yiwang.cases.errors import BrokenProcess
from yiwang.cases.models import Act, DecisionRecord
from yiwang.cases.rules import clock as clocks
from yiwang.cases.rules.steps import STEPS, outcomes_left
from yiwang.cases.types import CLOSED
from yiwang.cases.work import Work
from yiwang.processes import api as processes

#: A process may not keep the house busy for ever; the longest real one has under twenty service steps in a row.
LIMIT = 200


def advance(work: Work, run: processes.Run) -> processes.Run:
    """Do every service step that is ready, then write down what the case waits for. Saves nothing else."""
    from yiwang.cases.services.operations import OPERATIONS

    for _ in range(LIMIT):
        ready = next((step for step in run.waiting() if step.kind == "service"), None)
        if ready is None:
            break
        try:
            operation = OPERATIONS[ready.operation]
        except KeyError:
            raise BrokenProcess(f"operation {ready.operation}") from None
        work.data = run.data
        run = run.finish(ready.task_id, operation(work, ready.inputs))
    else:
        raise BrokenProcess("the service steps never end")
    work.data = run.data
    _wait(work, run)
    return run


def _wait(work: Work, run: processes.Run) -> None:
    case = work.case
    people = [step for step in run.waiting() if step.kind == "user"]
    # A case that is only being submitted has no row yet, and no corrections.
    corrected = (
        case.pk is not None
        and any("correct" in step.outcomes for step in people)
        and case.corrections.exists()
    )
    case.waiting = [
        {
            "task_id": step.task_id,
            "name": step.name,
            "title": step.title.as_dict(),
            "role": step.role,
            "outcomes": outcomes_left(step.outcomes, corrected=corrected),
        }
        for step in people
    ]
    first = people[0] if people else None
    case.step = first.name if first else ""
    case.step_role = first.role if first else ""
    case.step_title = first.title.as_dict() if first else {}
    if first is not None:
        step = STEPS.get(first.name)
        if step is None:
            raise BrokenProcess(f"user step {first.name}")
        if case.decided_at is None:
            case.state = step.state
        _run_clock(work, counted=step.counted, reason=first.title.zh)
    elif run.done:
        if case.decided_at is None and case.state not in CLOSED:
            raise BrokenProcess("the process ended without a decision")
        case.closed_at = work.now


def _run_clock(work: Work, *, counted: bool, reason: str) -> None:
    """Stop or restart the clock as the step demands, and derive the list's columns from it."""
    if work.case.clock is None:
        return
    clock = Clock.from_json(work.case.clock)
    if counted and clock.paused:
        clock = clock.resume(work.now)
    elif not counted and not clock.paused:
        clock = clock.pause(work.now, reason)
    set_clock(work, clock)


def set_clock(work: Work, clock: Clock) -> None:
    """Keep a clock with its derived columns."""
    case = work.case
    case.clock = clock.as_json()
    case.paused = clock.paused
    case.yellow_at, case.due_at = clocks.milestones(clock, current_calendar())


def save(work: Work, run: processes.Run) -> None:
    """Write the case with everything this transaction did on it."""
    work.case.sealed = sealing.pack(
        work.applicant, dict(work.form), dict(work.sources), None if run.done else processes.dump(run)
    )
    work.case.save()
    DecisionRecord.objects.bulk_create(work.decisions)
    Act.objects.bulk_create(work.acts)
    work.decisions, work.acts = [], []


def save_closed(work: Work) -> None:
    """Write a case that leaves its process before the end: nothing waits any more, the clock is history."""
    case = work.case
    case.closed_at = work.now
    case.waiting, case.step, case.step_role, case.step_title = [], "", "", {}
    case.sealed = sealing.pack(work.applicant, dict(work.form), dict(work.sources), None)
    case.save()
    Act.objects.bulk_create(work.acts)
    work.acts = []
