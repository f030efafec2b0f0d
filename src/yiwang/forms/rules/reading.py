"""From what a browser posts to answers: only known fields, only shown questions, nothing guessed."""

import copy
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from yiwang.forms.errors import HostileInput
from yiwang.forms.rules import hostile
from yiwang.forms.rules.conditions import is_shown
from yiwang.forms.rules.fitting import fit
from yiwang.forms.rules.formats import CODE_LIKE
from yiwang.forms.rules.layout import step_paths
from yiwang.forms.rules.paths import MISSING, drop, get, put, template_of
from yiwang.forms.rules.tree import Question, questions
from yiwang.forms.types import Data, FormDefinition
from yiwang.text import Text

MAXIMUM_NAMES = 1_000
_INTEGER = re.compile(r"^-?\d{1,15}$")
_NUMBER = re.compile(r"^-?\d{1,15}(\.\d{1,6})?$")


class Posted(Protocol):
    """What Django's QueryDict offers and a plain dict of lists can imitate."""

    def getlist(self, key: str) -> list[Any]: ...
    def __iter__(self) -> Any: ...


def read(defn: FormDefinition, posted: Posted, *, kept: Data | None = None, step: str | None = None) -> Data:
    """The answers posted, laid over those kept from before.

    Args:
        defn: the form.
        posted: names are concrete paths (`staff.0.name`); names that begin with `_` are the page's own.
        kept: answers of other steps and attached files, from the draft.
        step: the step whose questions were on the page; all of them when None.

    Raises:
        HostileInput: unknown field names, control characters or too much of anything.
    """
    names = [name for name in posted if not name.startswith("_") and name != "csrfmiddlewaretoken"]
    if len(names) > MAXIMUM_NAMES:
        raise HostileInput(Text("提交的字段过多。", "Too many fields were sent."))
    known = questions(defn)
    _refuse_unknown(names, known)
    data = fit(defn, copy.deepcopy(kept or {}))
    asked = step_paths(defn, step)
    for path, question in known.items():
        if path not in asked or question.is_row_question or question.kind in ("object", "files"):
            continue
        if question.kind == "group":
            value: Any = _rows(path, known, names, posted)
        else:
            value = _value(question, posted.getlist(path))
        _set(data, path, value)
    _remove_files(data, known, posted)
    return without_hidden(defn, data)


def without_hidden(defn: FormDefinition, data: Data) -> Data:
    """The answers without those to questions that the other answers hide."""
    for _ in range(4):  # hiding one question may hide another that depends on it
        hidden = [
            path
            for path, question in questions(defn).items()
            if not question.is_row_question
            and question.kind != "object"
            and get(data, path) is not MISSING
            and not is_shown(defn, path, data)
        ]
        if not hidden:
            break
        for path in hidden:
            drop(data, path)
    return data


def _refuse_unknown(names: Iterable[str], known: Mapping[str, Question]) -> None:
    for name in names:
        hostile.refuse_bad_characters(name[:200])
        if template_of(name) not in known:
            shown = name[:40]
            raise HostileInput(Text(f"没有名为“{shown}”的字段。", f"There is no field called “{shown}”."))


def _rows(path: str, known: Mapping[str, Question], names: Sequence[str], posted: Posted) -> list[Data]:
    prefix = f"{path}."
    numbers = sorted({int(name[len(prefix) :].split(".")[0]) for name in names if name.startswith(prefix)})
    limit = int(known[path].schema.get("maxItems", 50))
    rows: list[Data] = []
    for number in numbers[: limit + 1]:
        row: Data = {}
        for inner, question in known.items():
            if inner.startswith(f"{path}[].") and question.kind not in ("object", "group", "files"):
                name = inner.removeprefix(f"{path}[].")
                _set(row, name, _value(question, posted.getlist(f"{path}.{number}.{name}")))
        if row:
            rows.append(row)
    return rows


def _value(question: Question, raw: list[Any]) -> Any:
    """One answer as the schema's type; text that is not a number stays text, so that validation says so."""
    texts = [tidy(str(one), question) for one in raw if isinstance(one, str)]
    given = [text for text in texts if text]
    if question.kind == "boolean":
        return {"on": True, "true": True, "false": False}.get(given[-1], MISSING) if given else MISSING
    if question.kind == "choices":
        return given or MISSING
    if not given:
        return MISSING
    text = given[-1]
    if question.kind == "integer" and _INTEGER.match(text):
        return int(text)
    if question.kind == "number" and _NUMBER.match(text):
        # 120 square metres stay "120" when they are shown again.
        return float(text) if "." in text else int(text)
    return text


def tidy(text: str, question: Question) -> str:
    """A typed text with slips of the keyboard mended: edges trimmed, full-width digits narrowed in codes."""
    hostile.refuse_bad_characters(text)
    if len(text) > hostile.MAXIMUM_TEXT:
        raise HostileInput(Text("文字过长。", "The text is too long."))
    text = text.replace("\r\n", "\n").strip()
    form = question.schema.get("format")
    if form in CODE_LIKE or question.kind in ("integer", "number"):
        text = unicodedata.normalize("NFKC", text).replace(" ", "")
        if form == "money":
            text = text.replace(",", "")
        if form in ("resident-id", "credit-code"):
            text = text.upper()
    return text


def _set(data: Data, path: str, value: Any) -> None:
    if value is MISSING or value == []:
        drop(data, path)
    else:
        put(data, path, value)


def _remove_files(data: Data, known: Mapping[str, Question], posted: Posted) -> None:
    """Take off attachments whose removal was ticked: `_drop=materials.plan:<digest>`."""
    for entry in posted.getlist("_drop"):
        path, _, digest = str(entry).partition(":")
        if path in known and known[path].kind == "files" and isinstance(files := get(data, path), list):
            _set(data, path, [one for one in files if one.get("digest") != digest])


def attach(data: Data, path: str, file: Mapping[str, Any]) -> Data:
    """The answers with one more stored file at a question; the same file twice is one file."""
    fresh = copy.deepcopy(data)
    files = get(fresh, path, [])
    others = [one for one in files if one["digest"] != file["digest"]]
    put(fresh, path, [*others, dict(file)])
    return fresh
