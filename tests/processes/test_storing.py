"""A run is stored small, comes back the same, and costs the same however long its past is."""

import json
import time
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from yiwang.decisions.api import feel
from yiwang.processes.api import ProcessDefinition, StaleRun, dump, load, start

from .blocks import Repeat, Sequence, Together, Work, process_of
from .drawing import document, ends, road, user
from .walks import finish, sample, step

PLAIN = ProcessDefinition.parse(document(ends() + user("a") + road("begin", "a", "end")))


def test_values_keep_their_kind_through_a_dump() -> None:
    facts = {
        "text": "三",
        "whole": 3,
        "money": Decimal("12.50"),
        "yes": True,
        "none": None,
        "day": date(2026, 11, 22),
        "moment": datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8))),
        "span": timedelta(days=5),
        "months": feel.Months(14),
        "list": [1, {"a": Decimal("0.1")}],
        "$feel": "not a mark here",
    }
    run = start(PLAIN, facts)
    again = load(PLAIN, json.loads(json.dumps(dump(run))))
    assert again.data == facts


def test_a_dump_of_another_process_is_refused() -> None:
    with pytest.raises(StaleRun):
        load(sample("elder-card"), dump(start(PLAIN, {})))


def test_a_dump_whose_step_is_gone_is_refused_by_name() -> None:
    changed = ProcessDefinition.parse(document(ends() + user("b") + road("begin", "b", "end")))
    with pytest.raises(StaleRun, match="a"):
        load(changed, dump(start(PLAIN, {})))


def test_a_run_goes_on_under_a_version_that_still_has_its_steps() -> None:
    run = start(PLAIN, {})
    longer = ProcessDefinition.parse(
        document(ends() + user("a") + user("b") + road("begin", "a", "b", "end"))
    )
    run = finish(load(longer, dump(run)), "a")
    assert step(run, "b")


def test_the_thousandth_round_costs_what_the_tenth_does() -> None:
    block = Repeat(Sequence([Work(), Together([Work(), Work(), Repeat(Work())])]))
    definition = ProcessDefinition.parse(process_of(block))
    block.begin()
    stored = dump(start(definition, {}))
    sizes: list[int] = []
    times: list[float] = []
    while len(times) < 1000:
        name = block.waiting()[0]
        asked = name.startswith("ask")
        again = asked and name == block.asked
        before = time.perf_counter()
        run = load(definition, stored)
        choice = {"outcome": "again" if again else "on", name: "again" if again else "on"} if asked else {}
        run.finish(step(run, name).task_id, choice)
        stored = dump(run)
        times.append(time.perf_counter() - before)
        sizes.append(len(json.dumps(stored)))
        block.finish(name, again)
    assert max(sizes[500:]) <= max(sizes[:50]) * 1.05
    # The tenth percentile: what a step costs when nothing else has the machine.
    early, late = sorted(times[100:300])[20], sorted(times[800:])[20]
    assert late / early < 1.5


def test_a_run_kept_in_memory_does_not_grow_either() -> None:
    block = Repeat(Work())
    definition = ProcessDefinition.parse(process_of(block))
    run = start(definition, {})
    sizes = []
    for _ in range(300):
        run.finish(run.waiting()[0].task_id, {"outcome": "again", block.asked: "again"})
        sizes.append(len(run.workflow.tasks))
    assert max(sizes[100:]) <= max(sizes[:10])


def test_a_finished_run_is_stored_without_its_past() -> None:
    run = finish(start(PLAIN, {"x": 1}), "a", y=2)
    assert run.done
    assert dump(run)["tasks"] == []
    assert run.data == {"x": 1, "y": 2}
