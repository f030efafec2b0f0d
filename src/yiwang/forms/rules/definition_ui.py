"""What is wrong with the `ui` part of a form: lacking translations, unknown fields, unfit choices."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yiwang.forms.rules.tree import Question
from yiwang.forms.types import DefinitionProblem, FormDefinition
from yiwang.text import Text

WIDGETS = frozenset(
    [
        "text",
        "textarea",
        "radio",
        "select",
        "checkboxes",
        "checkbox",
        "date",
        "file",
        "group",
        "number",
        "money",
        "hidden-group",
    ]
)
FIELD_KEYS = frozenset(
    [
        "zh",
        "en",
        "help",
        "example",
        "widget",
        "choices",
        "showWhen",
        "prefill",
        "autocomplete",
        "row",
        "accept",
        "summary",
    ]
)
UI_KEYS = frozenset(["title", "lists", "sources", "steps", "fields"])


def ui_problems(defn: FormDefinition, asked: Iterable[Question]) -> Iterator[DefinitionProblem]:
    """Every problem of the `ui` part, given the questions of the schema."""
    known = {question.path: question for question in asked}
    for key in defn.ui:
        if key not in UI_KEYS:
            yield _problem(f"/ui/{key}", f"ui 中没有 {key} 这一项。", f"ui has no part {key}.")
    if not _translated(defn.ui.get("title")):
        yield _problem("/ui/title", "表单标题须有中英文。", "The form's title is needed in both languages.")
    yield from _fields(defn, known)
    yield from _lists(defn)
    yield from _steps(defn, known)
    yield from _sources(defn, known)


def _fields(defn: FormDefinition, known: Mapping[str, Question]) -> Iterator[DefinitionProblem]:
    fields = defn.ui.get("fields", {})
    for path, entry in fields.items():
        pointer = f"/ui/fields/{path}"
        if path not in known:
            yield _problem(pointer, f"模式中没有字段 {path}。", f"The schema has no field {path}.")
        if not isinstance(entry, Mapping):
            yield _problem(pointer, "字段说明应为对象。", "A field's entry is an object.")
            continue
        for key in set(entry) - FIELD_KEYS:
            yield _problem(f"{pointer}/{key}", f"未知项 {key}。", f"Unknown key {key}.")
        if entry.get("widget", "text") not in WIDGETS:
            yield _problem(f"{pointer}/widget", "未知控件。", "Unknown widget.")
        for key in ("help", "example", "row"):
            if key in entry and not _translated(entry[key]):
                yield _problem(f"{pointer}/{key}", "须有中英文。", "Both languages are needed.")
    for path, question in known.items():
        if question.kind == "object":
            continue
        entry = fields.get(path)
        if not isinstance(entry, Mapping) or not _translated(entry):
            yield _problem(
                question.pointer,
                f"字段 {path} 缺少中英文标题。",
                f"The field {path} lacks a title in both languages.",
            )
        elif question.schema.get("enum") or question.kind == "choices":
            yield from _choices(defn, path, question, entry)


def _choices(
    defn: FormDefinition, path: str, question: Question, entry: Mapping[str, Any]
) -> Iterator[DefinitionProblem]:
    name = entry.get("choices")
    listed = defn.ui.get("lists", {}).get(name)
    pointer = f"/ui/fields/{path}/choices"
    if not isinstance(listed, list):
        yield _problem(pointer, f"没有选项表 {name}。", f"There is no list {name}.")
        return
    items = question.schema.get("items", question.schema)
    allowed = set(items.get("enum", ())) if isinstance(items, Mapping) else set()
    offered = {one.get("value") for one in listed if isinstance(one, Mapping)}
    if allowed != offered:
        odd = "、".join(sorted(map(str, allowed ^ offered)))
        yield _problem(
            pointer, f"选项表与 enum 不一致：{odd}。", f"The list differs from the schema's enum: {odd}."
        )


def _lists(defn: FormDefinition) -> Iterator[DefinitionProblem]:
    for name, listed in defn.ui.get("lists", {}).items():
        for number, one in enumerate(listed if isinstance(listed, list) else [None]):
            if not isinstance(one, Mapping) or "value" not in one or not _translated(one):
                yield _problem(
                    f"/ui/lists/{name}/{number}",
                    "选项须有 value 和中英文。",
                    "An option needs a value and both languages.",
                )


def _steps(defn: FormDefinition, known: Mapping[str, Question]) -> Iterator[DefinitionProblem]:
    steps = defn.ui.get("steps")
    if not isinstance(steps, list) or not steps:
        yield _problem("/ui/steps", "至少要有一个步骤。", "At least one step is needed.")
        return
    placed: list[str] = []
    for number, step in enumerate(steps):
        pointer = f"/ui/steps/{number}"
        if not isinstance(step, Mapping) or not step.get("id") or not _translated(step.get("title")):
            yield _problem(
                pointer, "步骤须有 id 和中英文标题。", "A step needs an id and a title in both languages."
            )
            continue
        for path in step.get("fields", ()):
            placed.append(path)
            if path not in known:
                yield _problem(
                    f"{pointer}/fields", f"模式中没有字段 {path}。", f"The schema has no field {path}."
                )
    for path, question in known.items():
        times = placed.count(path)
        if question.kind == "object" or question.is_row_question:
            continue
        if times != 1:
            yield _problem(
                "/ui/steps",
                f"字段 {path} 应恰好出现在一个步骤中，现为 {times} 次。",
                f"The field {path} must stand in exactly one step; it stands in {times}.",
            )


def _sources(defn: FormDefinition, known: Mapping[str, Question]) -> Iterator[DefinitionProblem]:
    sources = defn.ui.get("sources", {})
    for slug, source in sources.items():
        key = source.get("key") if isinstance(source, Mapping) else None
        if not isinstance(source, Mapping) or not source.get("register") or not key:
            yield _problem(
                f"/ui/sources/{slug}", "来源须有 register 和 key。", "A source needs a register and a key."
            )
        elif not str(key).startswith("@") and key not in known:
            yield _problem(
                f"/ui/sources/{slug}/key", f"模式中没有字段 {key}。", f"The schema has no field {key}."
            )
    for path, entry in defn.ui.get("fields", {}).items():
        filled = entry.get("prefill") if isinstance(entry, Mapping) else None
        if filled is None:
            continue
        if not isinstance(filled, Mapping) or filled.get("source") not in sources or not filled.get("field"):
            yield _problem(
                f"/ui/fields/{path}/prefill",
                "预填须写已声明的 source 和 field。",
                "A prefill names a declared source and a field.",
            )


def _translated(entry: Any) -> bool:
    return isinstance(entry, Mapping) and all(
        isinstance(entry.get(language), str) and entry[language].strip() for language in ("zh", "en")
    )


def _problem(pointer: str, zh: str, en: str) -> DefinitionProblem:
    return DefinitionProblem(pointer, Text(zh, en))
