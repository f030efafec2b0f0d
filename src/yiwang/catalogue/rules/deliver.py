"""When a message that did not get through is tried again."""

from datetime import timedelta

_FIRST, _LAST = 30, 3600


def pause_after(attempts: int) -> timedelta:
    """Half a minute, doubled with each attempt, at most an hour; a message is never given up."""
    return timedelta(seconds=min(_FIRST * 2 ** min(attempts, 12), _LAST))
