"""Looking into the log."""

from django.db import connection

from yiwang.ledger.rows import ENTRY_COLUMNS, view_of
from yiwang.ledger.types import EntryView

_SELECT = f"SELECT {ENTRY_COLUMNS}, l.index FROM ledger_entry e LEFT JOIN ledger_leaf l ON l.entry_id = e.id"  # noqa: S608


def trail(subject: str, limit: int = 1000) -> list[EntryView]:
    """What was done to one thing ("case:3716…"), oldest first."""
    return _entries(f"{_SELECT} WHERE e.subject = %s ORDER BY e.id LIMIT %s", subject, limit)


def looks_at(person: str, limit: int = 100) -> list[EntryView]:
    """Every act that touched one person's data ("person:8812"), newest first: the person's own view of who looked."""
    return _entries(
        f"{_SELECT} WHERE e.person = %s AND e.person <> '' ORDER BY e.id DESC LIMIT %s", person, limit
    )


def _entries(query: str, reference: str, limit: int) -> list[EntryView]:
    with connection.cursor() as cursor:
        cursor.execute(query, [reference, limit])
        return [view_of(row) for row in cursor.fetchall()]
