"""Numbers as bars: the arithmetic of the charts, which templates only draw."""

from collections.abc import Iterable

from yiwang.cockpit.types import Bar
from yiwang.text import Text


def bars(rows: Iterable[tuple[Text, int]], *, longest_first: bool = True) -> tuple[Bar, ...]:
    """Bars against the longest; a bar of something is never so short that it cannot be seen."""
    listed = list(rows)
    most = max((value for _, value in listed), default=0)
    drawn = [Bar(label, value, _share(value, most)) for label, value in listed]
    return tuple(sorted(drawn, key=lambda bar: -bar.value) if longest_first else drawn)


def _share(value: int, most: int) -> int:
    return max(2, round(100 * value / most)) if value and most else 0
