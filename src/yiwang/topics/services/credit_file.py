"""The credit file of one subject."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yiwang.access.api import Actor
from yiwang.text import Text
from yiwang.topics.rules.credit import STATES, state_on
from yiwang.topics.services.query import by_key
from yiwang.topics.types import ColumnView

STORE = "base-credit"
_PARTS = ("subjects", "permits", "penalties", "lists")


@dataclass(frozen=True)
class CreditLine:
    """One row of a file, with its state on the day asked."""

    part: str
    state: str
    state_text: Text
    values: tuple[tuple[ColumnView, Any], ...]


def credit_file(
    number: str, *, kind: str, day: date, purpose: str, case: str, by: Actor
) -> tuple[CreditLine, ...]:
    """What permits, penalties and lists say of a subject (kind person or firm), as it stood on a day.

    Raises as `by_key`.
    """
    found = []
    for part in _PARTS:
        rows = by_key(STORE, part, kind=kind, number=number, purpose=purpose, case=case, by=by)
        for row in rows.rows:
            values = {column.name: value for column, value in zip(rows.columns, row, strict=True)}
            state = state_on(values, day) if part != "subjects" else "valid"
            shown = tuple(
                (column, values[column.name])
                for column in rows.columns
                if not column.name.endswith("_entity")
            )
            found.append(CreditLine(part, state, STATES[state], shown))
    return tuple(found)
