"""Rows of the entry table as the rest of the room sees them."""

import json
from datetime import datetime
from typing import Any

from yiwang.ledger.rules.encoding import leaf_text
from yiwang.ledger.types import EntryView

#: Of a table that a query calls `e`, in the order that the functions below expect.
ENTRY_COLUMNS = "e.id, e.at, e.act, e.by, e.subject, e.person, e.purpose, e.detail"

Row = tuple[Any, ...]


def leaf_text_of(row: Row) -> str:
    """The text whose hash is the entry's leaf."""
    number, at, act, by, subject, person, purpose, detail = row[:8]
    assert isinstance(at, datetime)
    return leaf_text(
        number=number,
        at=at,
        act=act,
        by=by,
        subject=subject,
        person=person,
        purpose=purpose,
        detail=detail,
    )


def view_of(row: Row) -> EntryView:
    """The entry; the row's ninth column is the index of its leaf, or None."""
    number, at, act, by, subject, person, purpose, detail, index = row
    return EntryView(number, at, act, by, subject, person, purpose, json.loads(detail), index)
