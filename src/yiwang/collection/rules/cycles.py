"""Whether a resource was collected within its update cycle."""

from datetime import datetime, timedelta


def is_fresh(days: int | None, last_at: datetime | None, now: datetime) -> bool:
    """Collected at all, and not longer ago than `days`; a cycle without days asks only for having been collected."""
    if last_at is None:
        return False
    return days is None or now - last_at <= timedelta(days=days)
