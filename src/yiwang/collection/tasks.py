"""What collection does by the clock."""

from datetime import timedelta

from django.utils import timezone

from yiwang.bus.api import defer, periodic_task, task


@task("collection.load", retries=3)
def load_source(slug: str, transaction_id: str) -> None:
    """Load one source; what is told to people stands on the load's page."""
    from yiwang.access.api import SYSTEM
    from yiwang.collection.errors import LoadRunning, NothingToLoad, SourceFailed
    from yiwang.collection.services.load import load
    from yiwang.errors import YiwangError

    try:
        load(slug, by=SYSTEM("collection"), transaction_id=transaction_id)
    except SourceFailed:
        # Tried again from the checkpoint, with growing pauses.
        raise
    except (LoadRunning, NothingToLoad, YiwangError):
        return


@periodic_task("collection.due", "* * * * *")
def load_due() -> None:
    """Every minute, queue the sources whose time has come."""
    from yiwang.collection.models import Source

    now = timezone.now()
    for source in Source.objects.filter(enabled=True, every_minutes__gt=0):
        if source.last_tried_at and now - source.last_tried_at < timedelta(minutes=source.every_minutes):
            continue
        Source.objects.filter(pk=source.pk).update(last_tried_at=now)
        defer(load_source, slug=source.slug, transaction_id=f"due:{source.pk}:{now:%Y%m%d%H%M}")
