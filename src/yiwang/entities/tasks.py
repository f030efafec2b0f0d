"""What the entities room does in the background."""

from yiwang.bus.api import task


@task("entities.merge-snapshot", retries=3)
def merge(kind: str, source: str, table: str, snapshot_id: int) -> None:
    """Merge a snapshot that landed; once more it does nothing, so it may be tried again."""
    from yiwang.access.api import SYSTEM
    from yiwang.entities.services.merge_snapshot import merge_snapshot

    merge_snapshot(kind, source, table, snapshot_id, by=SYSTEM("entities"))
