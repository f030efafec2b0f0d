"""How the bus is doing."""

from django.db import connection

from yiwang.bus.models import Delivery
from yiwang.bus.types import DeadLetter


def lag() -> float:
    """Seconds since the oldest fact was published that some handler still waits for; 0 when none is waiting."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT extract(epoch FROM clock_timestamp() - published_at)::float8 FROM bus_outbox
               WHERE id = (SELECT min(fact_id) FROM bus_delivery WHERE state = 'waiting')"""
        )
        row = cursor.fetchone()
    return max(0.0, row[0]) if row else 0.0


def waiting() -> int:
    """How many deliveries are still to be made."""
    return Delivery.objects.filter(state=Delivery.State.WAITING).count()


def dead_letters(limit: int = 100) -> list[DeadLetter]:
    """Deliveries that were given up, the newest first."""
    rows = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("fact").order_by("-fact")[:limit]
    return [
        DeadLetter(
            id=row.pk,
            fact=row.fact.name,
            subject=row.subject,
            handler=row.handler,
            attempts=row.attempts,
            error=row.error,
            published_at=row.fact.published_at,
        )
        for row in rows
    ]
