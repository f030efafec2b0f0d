"""What keeps the bus small."""

from datetime import timedelta

from django.utils import timezone

from yiwang.bus.services.redeliver import forget_delivered
from yiwang.bus.tasks import periodic_task

#: How long delivered facts stay: long enough to look back at a quarter when something seems to have gone missing.
KEPT_FOR = timedelta(days=100)


@periodic_task("bus.forget-delivered", "17 19 * * *")
def forget_old_facts() -> None:
    """Every night, forget facts that every handler took long ago."""
    while forget_delivered(before=timezone.now() - KEPT_FOR):
        pass
