"""When a delivery that failed is tried again."""

#: After this many failures a delivery becomes a dead letter: about an hour of trying.
MAX_ATTEMPTS = 15
_LONGEST = 600.0


def wait_seconds(failures: int) -> float:
    """Seconds to wait after the given number of failures: 1, 2, 4 … at most ten minutes."""
    return min(_LONGEST, 2.0 ** (failures - 1))


def is_given_up(failures: int) -> bool:
    """Whether a delivery has failed often enough to stop."""
    return failures >= MAX_ATTEMPTS
