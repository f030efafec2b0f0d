"""Small cells of an aggregate are not shown, and cannot be worked out from the others."""

from collections.abc import Sequence
from typing import Any


def suppress(rows: Sequence[tuple[Any, ...]], *, at: int, least: int) -> tuple[list[tuple[Any, ...]], int]:
    """The rows with counts below `least` taken out (None, with everything after the count), and how many were.

    `at` is the place of the count. One cell alone could be worked out from the total: the next smallest goes with it.
    """
    small = {number for number, row in enumerate(rows) if 0 < row[at] < least}
    if len(small) == 1 and len(rows) > 1:
        rest = [number for number in range(len(rows)) if number not in small and rows[number][at]]
        if rest:
            small.add(min(rest, key=lambda number: (rows[number][at], number)))
    shown = [
        (*row[:at], *(None for _ in row[at:])) if number in small else row for number, row in enumerate(rows)
    ]
    return shown, len(small)
