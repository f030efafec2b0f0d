"""What all generators share: made once from the same figures, in bulk, with one line in the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.registers.errors import AlreadyGenerated
from yiwang.registers.facts import RegisterGenerated
from yiwang.registers.models import Generation
from yiwang.registers.types import Generated

#: Any number no other room locks on: two set-ups at once must not both fill a register.
_LOCK = 7_316_002


def standing(register: str, city: str) -> Generated | None:
    """The register if it stands already, however large; else None, under a lock until commit.

    A start with another number of residents keeps the city it finds. Raises `AlreadyGenerated` if that is
    another city.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    made = Generation.objects.filter(pk=register).first()
    if made is None:
        return None
    if made.figures["city"] != city:
        raise AlreadyGenerated(register, made.figures["city"])
    return Generated(register, 0, made.total)


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Stream rows into a table; how many there were."""
    names = ", ".join(columns)
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def close(register: str, figures: Mapping[str, Any], total: int, by: access.Actor) -> Generated:
    """Note that the register was made: for the next start, the ledger and the house."""
    Generation.objects.create(register=register, figures=dict(figures), total=total, at=timezone.now())
    detail = {"figures": dict(figures), "total": total, "synthetic": True}
    ledger.record("registers.generated", by=by.ref, subject=f"register:{register}", detail=detail)
    bus.publish(RegisterGenerated(register, total))
    return Generated(register, total, total)
