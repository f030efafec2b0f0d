"""Answers read back as people read them: to the applicant before sending, to an officer afterwards."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from yiwang.forms.rules.layout import choices_of
from yiwang.forms.rules.paths import MISSING, get
from yiwang.forms.rules.tree import Question, questions
from yiwang.forms.types import Answer, AnswerGroup, Data, FormDefinition, Prefilled
from yiwang.text import Text

NOT_GIVEN = Text("未填写", "not given")


def answers(
    defn: FormDefinition, data: Data, *, prefilled: Prefilled = Prefilled()
) -> tuple[AnswerGroup, ...]:
    """The answered questions, step by step; each row of a repeating group is a group of its own."""
    groups: list[AnswerGroup] = []
    for step in defn.ui.get("steps", ()):
        title = Text.of(step["title"])
        plain: list[Answer] = []
        rows: list[AnswerGroup] = []
        for path in step.get("fields", ()):
            question = questions(defn)[path]
            value = get(data, path)
            if value is MISSING:
                continue
            if question.kind == "group":
                rows += _rows(defn, path, value)
            else:
                known = prefilled.values.get(path)
                plain.append(_answer(defn, question, path, value, known.source if known else Text("")))
        if plain:
            groups.append(AnswerGroup(title, tuple(plain)))
        groups += rows
    return tuple(groups)


def _rows(defn: FormDefinition, path: str, rows: list[Data]) -> list[AnswerGroup]:
    entry = defn.ui["fields"][path]
    label = Text.of(entry.get("row", entry))
    return [
        AnswerGroup(
            Text(f"{label.zh} {number}", f"{label.en} {number}"),
            tuple(
                _answer(defn, question, f"{path}.{number - 1}.{name}", value, Text(""))
                for template, question in questions(defn).items()
                if template.startswith(f"{path}[].")
                and (value := get(row, name := template.removeprefix(f"{path}[]."))) is not MISSING
            ),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _answer(defn: FormDefinition, question: Question, path: str, value: Any, source: Text) -> Answer:
    entry: Mapping[str, Any] = defn.ui["fields"][question.path]
    files = tuple(value) if question.kind == "files" else ()
    return Answer(path, Text.of(entry), _said(defn, question, entry, value), source, files)


def _said(defn: FormDefinition, question: Question, entry: Mapping[str, Any], value: Any) -> Text:
    if question.kind == "files":
        return Text("、".join(one["name"] for one in value), ", ".join(one["name"] for one in value))
    if question.kind == "boolean":
        return Text("是", "yes") if value else Text("否", "no")
    labels = {choice.value: choice.label for choice in choices_of(defn, entry)}
    if question.kind == "choices":
        known = [labels.get(one, Text(str(one), str(one))) for one in value]
        return Text("、".join(one.zh for one in known), ", ".join(one.en for one in known))
    if value in labels:
        return labels[value]
    if question.schema.get("format") == "money":
        amount = f"{Decimal(str(value)):,.2f}"
        return Text(f"{amount} 元", f"CNY {amount}")
    return Text(str(value), str(value))
