"""Worked walks: a process taken through by its rules, given what services answer and people choose."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.decisions import api as decisions
from yiwang.packs.reading import Reading
from yiwang.packs.types import Document
from yiwang.processes import api as processes
from yiwang.text import Text

MAXIMUM_STEPS = 200


def walk_problems(reading: Reading, sample: Mapping[str, Any], document: Document) -> Iterator[Text]:
    """Where a walk leaves the path the sample expects, or gives a service other inputs than expected.

    `services` holds what each service step answers, by step id; decision tables are evaluated for real.
    `choices` are the outcomes people choose, in order. `path` is the ids of the steps in order; `inputs` are
    expected inputs by step id.
    """
    definition = processes.ProcessDefinition.parse(document.raw)
    run = processes.start(definition, {**sample.get("facts", {}), "today": sample["today"]})
    choices = list(sample.get("choices", []))
    path: list[str] = []
    while not run.done and len(path) < MAXIMUM_STEPS:
        step = next((one for one in run.waiting() if not one.attached_to), None)
        if step is None:
            break
        if step.kind == "user" and not choices:
            break
        path.append(step.name)
        yield from _wrong_inputs(step, sample.get("inputs", {}).get(step.name, {}))
        run = run.finish(step.task_id, _answer(reading, sample, step, run.data, choices))
    if path != list(sample.get("path", [])):
        yield Text(
            f"路径应为 {sample.get('path')}，实为 {path}。",
            f"The path should be {sample.get('path')} but is {path}.",
        )
    if run.done is not sample.get("done", True):
        yield Text("流程没有按预期结束。", "The process did not end as expected.")
    if choices:
        yield Text(f"多余的选择：{choices}。", f"Choices left over: {choices}.")


def _answer(
    reading: Reading,
    sample: Mapping[str, Any],
    step: processes.Step,
    data: Mapping[str, Any],
    choices: list[str],
) -> dict[str, Any]:
    if step.kind == "user":
        return {"outcome": choices.pop(0)}
    if step.operation == "decisions.evaluate":
        return evaluated(reading, str(step.inputs["decision"]), data)
    return dict(sample.get("services", {}).get(step.name, {}))


def evaluated(reading: Reading, slug: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome of a decision of the pack, as a case's process receives it."""
    document = reading.folder.find("decisions", slug)
    if document is None:
        return {}
    model = decisions.DecisionModel.parse(document.raw)
    value = model.evaluate(main_of(model, slug), facts).value
    return dict(value) if isinstance(value, dict) else {"result": value}


def main_of(model: decisions.DecisionModel, slug: str) -> str:
    """The decision a model is there for: the one called like its file, or the only one."""
    named = slug.replace("-", " ")
    return named if named in model.decisions or not model.decisions else model.decisions[0]


def _wrong_inputs(step: processes.Step, wanted: Mapping[str, Any]) -> Iterator[Text]:
    for name, value in wanted.items():
        got = step.inputs.get(name)
        if isinstance(value, Mapping) and isinstance(got, Mapping):
            odd = {key: got.get(key) for key, one in value.items() if str(got.get(key)) != str(one)}
        else:
            odd = {} if str(got) == str(value) else {name: got}
        if odd:
            yield Text(f"{step.name} 的输入 {name} 不符：{odd}。", f"{step.name} got another {name}: {odd}.")
