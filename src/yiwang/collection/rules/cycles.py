"""Whether a resource was collected within its update cycle. Codes are those of the catalogue's list `cycle`."""

from datetime import datetime, timedelta

#: Days that may pass after the last load, with a little grace, by code: 1 real time … 8 irregular, 9 other.
#: [MEM] 政务信息资源目录编制指南 names the cycles; the days are ours.
DAYS = {"1": 1, "2": 2, "3": 8, "4": 32, "5": 94, "6": 185, "7": 370}


def is_fresh(cycle: str, last_at: datetime | None, now: datetime) -> bool:
    """Collected at all, and within the cycle; a cycle without days asks only for having been collected."""
    if last_at is None:
        return False
    days = DAYS.get(cycle)
    return days is None or now - last_at <= timedelta(days=days)
