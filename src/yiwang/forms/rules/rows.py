"""Buttons of a page without JavaScript: add a row, remove a row, look again."""

from dataclasses import dataclass
from typing import Any

from yiwang.forms.rules.paths import get, put
from yiwang.forms.rules.reading import Posted
from yiwang.forms.rules.tree import questions
from yiwang.forms.types import Data, FormDefinition


@dataclass(frozen=True)
class Edit:
    """What a button asked of the page: `kind` is "add", "remove" or "refresh"."""

    kind: str
    path: str = ""
    row: int = -1


def edit_asked(defn: FormDefinition, posted: Posted) -> Edit | None:
    """The edit button that was pressed, if it was one: `_add=staff`, `_remove=staff.1`, `_refresh=1`."""
    groups = {path for path, question in questions(defn).items() if question.kind == "group"}
    if (added := posted.getlist("_add")) and added[-1] in groups:
        return Edit("add", str(added[-1]))
    if removed := posted.getlist("_remove"):
        path, _, row = str(removed[-1]).rpartition(".")
        if path in groups and row.isdigit():
            return Edit("remove", path, int(row))
    if posted.getlist("_refresh") or posted.getlist("_drop"):
        return Edit("refresh")
    return None


def edited(defn: FormDefinition, data: Data, edit: Edit) -> Data:
    """The answers after an edit; an added row is empty until it is filled."""
    if edit.kind == "refresh":
        return data
    rows: list[Any] = list(get(data, edit.path, []))
    if edit.kind == "add" and len(rows) < questions(defn)[edit.path].schema.get("maxItems", 50):
        rows.append({})
    elif edit.kind == "remove" and edit.row < len(rows):
        del rows[edit.row]
    put(data, edit.path, rows)
    return data
