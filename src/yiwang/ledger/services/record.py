"""Recording an act."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from yiwang.ledger.rules.encoding import detail_text, storable

# The time is the database's: entries of several machines share one clock.
_INSERT = """
    INSERT INTO ledger_entry (act, by, subject, person, purpose, detail) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
"""


def record(
    act: str,
    *,
    by: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
    purpose: str = "",
    person: str = "",
) -> int:
    """Write one act into the log, as part of the caller's transaction; returns the entry's number.

    `act` is what was done ("cases.decided"); `by`, `subject` and `person` are references ("account:17", "system:worker",
    "case:3716…", "person:8812"). `person` is whose data were touched, and `purpose` what for. `detail` holds JSON values,
    dates, decimals and bilingual texts; never secrets, for it cannot be deleted.
    """
    values = [storable(one) for one in (act, by, subject, person, purpose)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*values, detail_text(detail)])
        return int(cursor.fetchone()[0])
