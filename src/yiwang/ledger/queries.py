"""Looking into the log."""

from django.db import connection

from yiwang.ledger.rows import ENTRY_COLUMNS, view_of
from yiwang.ledger.types import EntryView

_SELECT = f"SELECT {ENTRY_COLUMNS}, l.index FROM ledger_entry e LEFT JOIN ledger_leaf l ON l.entry_id = e.id"  # noqa: S608


def trail(subject: str, limit: int = 1000) -> list[EntryView]:
    """What was done to one thing ("case:3716…"), oldest first."""
    return _entries(f"{_SELECT} WHERE e.subject = %s ORDER BY e.id LIMIT %s", subject, limit)


def looks_at(
    person: str, limit: int = 100, *, before: int | None = None, besides: str = ""
) -> list[EntryView]:
    """Every act that touched one person's data ("person:8812"), newest first: the person's own view of who looked.

    `before` is the last id of the page before; acts done by `besides` are left out.
    """
    return _entries(
        f"{_SELECT} WHERE e.person = %s AND e.person <> '' AND (%s::bigint IS NULL OR e.id < %s) AND e.by <> %s"
        " ORDER BY e.id DESC LIMIT %s",
        person, before, before, besides, limit,
    )  # fmt: skip


def _entries(query: str, *values: str | int | None) -> list[EntryView]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [view_of(row) for row in cursor.fetchall()]
