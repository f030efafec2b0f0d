"""Answers kept for an older version of a form, fitted to the one in force."""

from collections.abc import Mapping
from typing import Any

from yiwang.forms.rules.tree import Question, questions
from yiwang.forms.types import Data, FormDefinition

_SHAPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int, str),
    "number": (int, float, str),
    "boolean": (bool,),
    "choices": (list,),
    "files": (list,),
    "group": (list,),
    "object": (dict,),
}


def fit(defn: FormDefinition, data: Data) -> Data:
    """The answers that still have a question, in a shape the question can take; the rest is left out.

    A draft outlives the version it was begun under: nobody could correct an answer that is no longer asked.
    """
    return _fitted(questions(defn), data, "")


def _fitted(known: Mapping[str, Question], data: Mapping[str, Any], prefix: str) -> Data:
    kept: Data = {}
    for name, value in data.items():
        question = known.get(f"{prefix}{name}")
        if question is None or type(value) not in _SHAPES.get(question.kind, ()):
            continue
        if question.kind == "object":
            value = _fitted(known, value, f"{question.path}.")
        elif question.kind == "group":
            value = [_fitted(known, row, f"{question.path}[].") for row in value if isinstance(row, dict)]
        kept[name] = value
    return kept
