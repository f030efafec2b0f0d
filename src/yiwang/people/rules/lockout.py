"""When repeated failures lock a door, and for how long."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

#: GB/T 22239-2019 level 3 asks for a lock after failures and leaves the figures to the operator.
ALLOWED_FAILURES = 5
WINDOW = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Failures:
    """Failures counted against one key since `first_at`."""

    count: int
    first_at: datetime
    locked_until: datetime | None = None

    def is_locked(self, at: datetime) -> bool:
        """Whether the door is locked at `at`."""
        return self.locked_until is not None and at < self.locked_until


def after_failure(before: Failures | None, at: datetime) -> Failures:
    """The count after one more failure. An old window, or a lock served, starts afresh."""
    stale = before is None or at - before.first_at > WINDOW
    served = before is not None and before.locked_until is not None and at >= before.locked_until
    if before is None or stale or served:
        return Failures(1, at)
    count = before.count + 1
    locked_until = at + LOCKED_FOR if count >= ALLOWED_FAILURES else None
    return replace(before, count=count, locked_until=before.locked_until or locked_until)
