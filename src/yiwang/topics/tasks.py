"""What this room does by itself."""

from yiwang.bus.api import periodic_task


@periodic_task("topics.refresh", "*/15 * * * *")
def refresh() -> None:
    """Every quarter of an hour, build what has newer sources; what has none costs a comparison of snapshots."""
    from yiwang.access.api import SYSTEM
    from yiwang.topics.queries import stores
    from yiwang.topics.services.build import build

    for one in stores():
        build(one.definition.slug, by=SYSTEM("topics"))
