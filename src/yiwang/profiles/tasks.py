"""What this room does by the clock."""

from yiwang.bus.api import periodic_task


@periodic_task("profiles.refresh", "20 17 * * *")
def refresh() -> None:
    """Each night, bring the graph to the newest snapshots."""
    from yiwang.access.api import SYSTEM
    from yiwang.profiles.services.refresh import refresh_graph

    refresh_graph(by=SYSTEM("profiles"))
