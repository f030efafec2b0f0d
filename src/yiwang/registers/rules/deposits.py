"""Months of housing-fund deposits."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Months paid one after another for one employer, both ends included, as `YYYY-MM`."""

    since: str
    until: str


def month_number(month: str) -> int:
    """Months since the year 0 of `YYYY-MM`."""
    year, _, rest = month.partition("-")
    return int(year) * 12 + int(rest) - 1


def month_text(number: int) -> str:
    """`YYYY-MM` of a month number."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def paid_months(runs: Sequence[Run]) -> int:
    """How many different months were paid; a month paid twice counts once."""
    return sum(until - since + 1 for since, until in _joined(runs))


def continuous_months(runs: Sequence[Run]) -> int:
    """The unbroken months up to the last one paid, across changes of employer."""
    stretches = _joined(runs)
    return stretches[-1][1] - stretches[-1][0] + 1 if stretches else 0


def _joined(runs: Sequence[Run]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for since, until in sorted((month_number(run.since), month_number(run.until)) for run in runs):
        if stretches and since <= stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], max(until, stretches[-1][1]))
        else:
            stretches.append((since, until))
    return stretches
