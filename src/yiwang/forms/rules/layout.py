"""Questions laid out for a page: steps, widgets, choices, rows and where each answer came from."""

from collections.abc import Mapping
from typing import Any

from yiwang.forms.rules.conditions import is_shown, paths_read
from yiwang.forms.rules.formats import INPUT_MODES
from yiwang.forms.rules.paths import MISSING, get
from yiwang.forms.rules.tree import Question, questions
from yiwang.forms.types import (
    Choice,
    Data,
    Errors,
    Field,
    FormDefinition,
    Prefill,
    Prefilled,
    RenderedForm,
    Section,
)
from yiwang.text import Text

RADIO_LIMIT = 6
TEXTAREA_FROM = 200


def step_paths(defn: FormDefinition, step: str | None) -> frozenset[str]:
    """The questions of one step by template path, rows included; of all steps when `step` is None."""
    top = [
        path
        for one in defn.ui.get("steps", ())
        if step is None or one["id"] == step
        for path in one.get("fields", ())
    ]
    inner = [path for path in questions(defn) if any(path.startswith(f"{group}[].") for group in top)]
    return frozenset(top + inner)


def step_ids(defn: FormDefinition) -> tuple[str, ...]:
    """The ids of the steps in order."""
    return tuple(one["id"] for one in defn.ui.get("steps", ()))


def step_of(defn: FormDefinition, path: str) -> str:
    """The step on which a concrete or template path is asked; the first one for the form as a whole."""
    head = path.split("[]")[0]
    for one in defn.ui.get("steps", ()):
        for asked in one.get("fields", ()):
            if head == asked or path.startswith(f"{asked}.") or asked.startswith(f"{head}."):
                return str(one["id"])
    return step_ids(defn)[0]


def render(
    defn: FormDefinition,
    values: Data,
    *,
    prefilled: Prefilled = Prefilled(),
    errors: Errors | None = None,
    step: str | None = None,
) -> RenderedForm:
    """A form, or one step of it, ready for the templates; hidden questions are left out."""
    page = _Page(defn, values, prefilled.values, errors or {})
    sections = tuple(
        Section(
            one["id"],
            Text.of(one["title"]),
            Text.of(one.get("help", "")),
            tuple(page.field(path) for path in one.get("fields", ()) if is_shown(defn, path, values)),
        )
        for one in defn.ui.get("steps", ())
        if step is None or one["id"] == step
    )
    fields = [field for section in sections for field in section.fields]
    return RenderedForm(
        sections,
        tuple((_anchor(path, fields), message) for path, message in (errors or {}).items()),
        prefilled.down,
        any(field.widget == "file" for field in fields),
    )


def _anchor(path: str, fields: list[Field]) -> str:
    """Where an error's link leads: the question itself, or the nearest one around it."""
    ids = {field.id for field in fields} | {
        inner.id for field in fields for row in field.rows for inner in row
    }
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        anchor = "f-" + "-".join(parts[:length])
        if anchor in ids:
            return anchor
    return "form"


def widget_of(question: Question, entry: Mapping[str, Any], choices: tuple[Choice, ...]) -> str:
    """How a question is asked, unless the form says otherwise."""
    if "widget" in entry:
        return str(entry["widget"])
    if question.kind == "text":
        if choices:
            return "radio" if len(choices) <= RADIO_LIMIT else "select"
        if question.schema.get("format") in ("date", "money"):
            return str(question.schema["format"])
        return "textarea" if question.schema.get("maxLength", 0) > TEXTAREA_FROM else "text"
    return {
        "boolean": "checkbox",
        "choices": "checkboxes",
        "files": "file",
        "group": "group",
        "integer": "number",
        "number": "number",
    }.get(question.kind, "text")


def choices_of(defn: FormDefinition, entry: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The options of a question from the form's lists."""
    listed = defn.ui.get("lists", {}).get(entry.get("choices"), ())
    return tuple(Choice(one["value"], Text(one["zh"], one["en"])) for one in listed)


class _Page:
    """Everything a field needs to know while a page is laid out."""

    def __init__(
        self, defn: FormDefinition, values: Data, prefills: Mapping[str, Prefill], errors: Errors
    ) -> None:
        self.defn, self.values, self.prefills, self.errors = defn, values, prefills, errors
        self.fields: Mapping[str, Any] = defn.ui.get("fields", {})
        self.refreshing = {
            read
            for entry in self.fields.values()
            if "showWhen" in entry
            for read in paths_read(entry["showWhen"])
        }

    def field(self, template: str, concrete: str | None = None) -> Field:
        question = questions(self.defn)[template]
        path = concrete or template
        entry = self.fields.get(template, {})
        choices = choices_of(self.defn, entry)
        prefill = self.prefills.get(path)
        value = get(self.values, path)
        if prefill is not None and (prefill.locked or value is MISSING):
            value = prefill.value
        return Field(
            path=path,
            widget=widget_of(question, entry, choices),
            label=Text.of(entry),
            help=Text.of(entry.get("help", "")),
            example=Text.of(entry.get("example", "")),
            required=self._required(question, path),
            value="" if value is MISSING else value,
            error=self.errors.get(path),
            choices=choices,
            prefill=prefill,
            refreshes=template in self.refreshing,
            inputmode=INPUT_MODES.get(str(question.schema.get("format", question.kind)), ""),
            autocomplete=str(entry.get("autocomplete", "")),
            maximum_length=question.schema.get("maxLength"),
            accept=str(entry.get("accept", "")),
            **self._rows(question, path, entry),
        )

    def _required(self, question: Question, path: str) -> bool:
        """Whether an answer is demanded; one that is shown by condition is, since if/then asks for it."""
        if question.required:
            return True
        return question.kind != "boolean" and (
            question.schema.get("minItems", 0) > 0 or "showWhen" in self.fields.get(question.path, {})
        )

    def _rows(self, question: Question, path: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        if question.kind != "group":
            return {}
        given = get(self.values, path, [])
        least, most = question.schema.get("minItems", 0), question.schema.get("maxItems", 50)
        count = max(len(given), least, 0)
        inner = [
            name for name in questions(self.defn) if name.startswith(f"{path}[].") and name.count("[]") == 1
        ]
        rows = tuple(
            tuple(self.field(name, f"{path}.{number}.{name.removeprefix(f'{path}[].')}") for name in inner)
            for number in range(count)
        )
        return {
            "rows": rows,
            "row_label": Text.of(entry.get("row", entry)),
            "can_add": count < most,
            "can_remove": count > least,
        }
