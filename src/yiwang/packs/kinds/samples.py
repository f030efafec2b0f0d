"""Worked samples: facts in, verdict and reasons out. Checking a pack runs them; they change nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from yiwang.decisions import api as decisions
from yiwang.forms import api as forms
from yiwang.packs.kinds.base import Kind
from yiwang.packs.kinds.walks import main_of, walk_problems
from yiwang.packs.reading import Reading
from yiwang.packs.types import Document, Problem
from yiwang.text import Text

Attempt = Callable[[Reading, Mapping[str, Any], Document], Iterator[Text]]
KEYS = frozenset(
    {
        *("name", "today", "facts"),
        *("decision", "expect"),
        *("form", "data", "errors"),
        *("process", "services", "choices", "path", "inputs", "done"),
    }
)


def _check(reading: Reading) -> Iterator[Problem]:
    used: set[str] = set()
    for document in reading.folder.of("samples"):
        samples = document.content.get("sample")
        if not (isinstance(samples, list) and samples and all(isinstance(one, dict) for one in samples)):
            yield document.problem("sample", "没有样例（[[sample]]）。", "There is no [[sample]].")
            continue
        for number, sample in enumerate(samples):
            key = f"sample.{number}"
            used |= {str(sample.get("decision", "")), str(sample.get("process", ""))}
            for message in _sample_problems(reading, sample):
                yield document.told(key, message)
    for document in [*reading.folder.of("decisions"), *reading.folder.of("processes")]:
        if document.slug not in used:
            yield Problem(document.path, 0, Text("没有样例。", "There is no worked sample of it."))


def _sample_problems(reading: Reading, sample: Mapping[str, Any]) -> Iterator[Text]:
    for key in set(sample) - KEYS:
        yield Text(f"样例没有 {key} 这一项。", f"A sample has no key {key}.")
    name = Text.of(sample.get("name", ""))
    if not (name.zh and name.en):
        yield Text("样例须有中英文名称。", "A sample needs a name in both languages.")
    if not isinstance(sample.get("today"), date):
        yield Text("样例须写明日期 today。", "A sample says its day: today.")
    elif not any(sort in sample for sort in SORTS):
        yield Text(
            "样例须写明 decision、form 或 process。",
            "A sample names a decision, a form or a process.",
        )
    else:
        yield from _tried(reading, sample)


def _tried(reading: Reading, sample: Mapping[str, Any]) -> Iterator[Text]:
    """What comes out otherwise. Files already found wrong are not tried: their own problems say enough."""
    sort = next(sort for sort in SORTS if sort in sample)
    folder, attempt = SORTS[sort]
    document = reading.folder.find(folder, str(sample[sort]))
    if document is None:
        yield Text(f"业务包中没有 {sample[sort]}。", f"The pack has no {sort} {sample[sort]}.")
        return
    needed = [document, *(reading.folder.of("decisions") if sort == "process" else [])]
    if not any(one.path in reading.broken for one in needed):
        yield from attempt(reading, sample, document)


def _decision_sample(reading: Reading, sample: Mapping[str, Any], document: Document) -> Iterator[Text]:
    model = decisions.DecisionModel.parse(document.raw)
    facts = {**sample.get("facts", {}), "today": sample["today"]}
    outcome = model.evaluate(main_of(model, str(sample["decision"])), facts)
    got = outcome.value if isinstance(outcome.value, dict) else {"result": outcome.value}
    for key, wanted in sample.get("expect", {}).items():
        if plain(got.get(key)) != plain(wanted):
            yield Text(
                f"{key} 应为 {wanted!r}，实为 {got.get(key)!r}。",
                f"{key} should be {wanted!r} but is {got.get(key)!r}.",
            )
    if not sample.get("expect"):
        yield Text("样例没有写明期望。", "The sample expects nothing.")
    reasons = outcome.trace.reasons
    if not reasons or not all(reason.zh and reason.en for reason in reasons):
        yield Text("结论没有中英文理由。", "The verdict has no reason in both languages.")


def plain(value: Any) -> Any:
    """Values as they compare: a decimal equals the whole number it stands for."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return float(value) if type(value).__name__ == "Decimal" else value


def _form_sample(reading: Reading, sample: Mapping[str, Any], document: Document) -> Iterator[Text]:
    form = forms.FormDefinition.of(document.content)
    wrong = sorted(forms.validate(form, dict(sample.get("data", {})), on=sample["today"]))
    wanted = sorted(sample.get("errors", []))
    if wrong != wanted:
        yield Text(f"错误应为 {wanted}，实为 {wrong}。", f"The errors should be {wanted} but are {wrong}.")


SORTS: dict[str, tuple[str, Attempt]] = {
    "decision": ("decisions", _decision_sample),
    "form": ("forms", _form_sample),
    "process": ("processes", walk_problems),
}


def _digests(reading: Reading) -> Mapping[str, str]:
    return {}


SAMPLES = Kind("sample", "samples", ".toml", _check, _digests)
