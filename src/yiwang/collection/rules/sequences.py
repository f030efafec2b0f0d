"""Sets of message numbers as short lists of ranges: which messages of a stream have landed."""

from collections.abc import Iterable, Sequence

Ranges = list[list[int]]


def holds(ranges: Sequence[Sequence[int]], number: int) -> bool:
    """Whether a number is in the set."""
    return any(first <= number <= last for first, last in ranges)


def joined(ranges: Sequence[Sequence[int]], numbers: Iterable[int]) -> Ranges:
    """The set with more numbers; neighbours become one range."""
    found: Ranges = []
    for first, last in sorted([*([one, one] for one in set(numbers)), *(list(one) for one in ranges)]):
        if found and first <= found[-1][1] + 1:
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return found
