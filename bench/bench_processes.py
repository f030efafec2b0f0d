"""What walking a process costs, beside SpiffWorkflow's own way of storing a run; and that a long past costs nothing."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bench.results import Figure, write
from yiwang.processes.api import ProcessDefinition, Run, dump, load, start

SAMPLE = Path(__file__).parents[1] / "tests" / "processes" / "samples" / "elder-card.bpmn"
FACTS = {"applicant": {"name": "王芳", "resident_id": "371602195001010011"}}
RESULTS: tuple[dict[str, object], ...] = ({"age": 76}, {"outcome": "approve"}, {"number": "1.2.156.3005.2"})
ROUNDS = 1_000

LOOP = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yw="https://yiwang.cn/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><process id="loop" name="loop" isExecutable="true">
  <startEvent id="begin"/><endEvent id="end"/><exclusiveGateway id="merge"/><exclusiveGateway id="choice" default="on"/>
  <userTask id="work" name="w" yw:title-en="w" yw:role="approver" yw:outcomes="again on"/>
  <sequenceFlow id="a" sourceRef="begin" targetRef="merge"/><sequenceFlow id="b" sourceRef="merge" targetRef="work"/>
  <sequenceFlow id="c" sourceRef="work" targetRef="choice"/><sequenceFlow id="on" sourceRef="choice" targetRef="end"/>
  <sequenceFlow id="d" sourceRef="choice" targetRef="merge"><conditionExpression xsi:type="tFormalExpression">outcome = "again"
  </conditionExpression></sequenceFlow></process></definitions>"""


def main() -> None:
    """Measure and write `bench/results/processes.json`."""
    definition = ProcessDefinition.parse(SAMPLE.read_bytes())
    whole = _each(lambda: _walk(definition))
    stored = _each(lambda: _walk_stored(definition))
    step = _each(_step_of(definition))
    spiff = _each(_step_of_spiff(definition), 100)
    value = json.dumps(dump(start(definition, FACTS)))
    spiff_value = BpmnWorkflowSerializer().serialize_json(_spiff(definition))
    early, late = _loop()
    size = "elder-card.bpmn: three operations, one gateway"
    write(
        "processes",
        [
            Figure("whole-run-in-memory", whole * 1000, "ms", "< 5 ms", "with a dump and load a step", whole / stored, size),
            Figure("whole-run-stored-each-step", stored * 1000, "ms", "< 5 ms", "in memory", stored / whole, size),
            Figure("one-step-stored", step * 1000, "ms", "< 1 ms", "SpiffWorkflow's serializer", step / spiff, size),
            Figure("dump-size", len(value), "bytes", "< 1 kB", "SpiffWorkflow's serializer", len(value) / len(spiff_value), size),
            Figure("step-after-1000-rounds", late * 1000, "ms", "≤ 1.5 × early", "rounds 100 to 200", late / early, "1,000 rounds"),
        ],
    )  # fmt: skip


def _walk(definition: ProcessDefinition) -> None:
    run = start(definition, FACTS)
    for result in RESULTS:
        run.finish(run.waiting()[0].task_id, result)
    assert run.done


def _walk_stored(definition: ProcessDefinition) -> None:
    value = json.dumps(dump(start(definition, FACTS)))
    for result in RESULTS:
        run: Run = load(definition, json.loads(value))
        run.finish(run.waiting()[0].task_id, result)
        value = json.dumps(dump(run))


def _spiff(definition: ProcessDefinition) -> Any:
    workflow = BpmnWorkflow(definition.spec, definition.inner)
    workflow.do_engine_steps()
    return workflow


def _step_of(definition: ProcessDefinition) -> Callable[[], None]:
    """One step of ours: fetch, finish the first operation, store."""
    value = json.dumps(dump(start(definition, FACTS)))

    def step() -> None:
        run = load(definition, json.loads(value))
        run.finish(run.waiting()[0].task_id, RESULTS[0])
        json.dumps(dump(run))

    return step


def _step_of_spiff(definition: ProcessDefinition) -> Callable[[], None]:
    """The same step as SpiffWorkflow stores a run by itself, specification and all."""
    serializer = BpmnWorkflowSerializer()
    value = serializer.serialize_json(_spiff(definition))

    def step() -> None:
        workflow = serializer.deserialize_json(value)
        workflow.get_tasks(state=TaskState.READY, manual=True)[0].run()
        workflow.do_engine_steps()
        serializer.serialize_json(workflow)

    return step


def _loop() -> tuple[float, float]:
    """Median seconds of a stored step in rounds 100 to 200, and in the last hundred of a thousand."""
    definition = ProcessDefinition.parse(LOOP)
    value = dump(start(definition, {}))
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run = load(definition, value)
        run.finish(run.waiting()[0].task_id, {"outcome": "again"})
        value = dump(run)
        times.append(time.perf_counter() - began)
    return sorted(times[100:200])[50], sorted(times[-100:])[50]


def _each(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds one act takes, the median of five turns."""
    turns = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(rounds // 5):
            act()
        turns.append((time.perf_counter() - began) / (rounds // 5))
    return sorted(turns)[2]
