"""Periods as statisticians write them: `2026`, `2026Q3`, `2026-10`."""

import re
from dataclasses import dataclass
from typing import Literal

from yiwang.macro.errors import BadPeriod

Frequency = Literal["Y", "Q", "M"]

_FORMS: tuple[tuple[Frequency, re.Pattern[str]], ...] = (
    ("Y", re.compile(r"^(\d{4})$")),
    ("Q", re.compile(r"^(\d{4})Q([1-4])$")),
    ("M", re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")),
)
_PER_YEAR: dict[Frequency, int] = {"Y": 1, "Q": 4, "M": 12}


@dataclass(frozen=True, order=True)
class Period:
    """A year, a quarter or a month; `number` counts from 1 within the year."""

    year: int
    number: int
    frequency: Frequency

    def __str__(self) -> str:
        if self.frequency == "Y":
            return f"{self.year}"
        return f"{self.year}Q{self.number}" if self.frequency == "Q" else f"{self.year}-{self.number:02}"

    @property
    def year_before(self) -> "Period":
        """The same period of the year before (上年同期)."""
        return Period(self.year - 1, self.number, self.frequency)

    @property
    def before(self) -> "Period":
        """The period just before (环比的上期)."""
        if self.number > 1:
            return Period(self.year, self.number - 1, self.frequency)
        return Period(self.year - 1, _PER_YEAR[self.frequency], self.frequency)

    @property
    def ordinal(self) -> int:
        """How many periods of its sort since the year 0: consecutive for neighbours."""
        return self.year * _PER_YEAR[self.frequency] + self.number - 1


def parse(text: str) -> Period:
    """Read a period. Raises `BadPeriod`."""
    for frequency, form in _FORMS:
        if found := form.match(text.strip()):
            number = int(found.group(2)) if found.lastindex == 2 else 1
            return Period(int(found.group(1)), number, frequency)
    raise BadPeriod(text)


def between(first: Period, last: Period) -> tuple[Period, ...]:
    """Every period from one to another of the same sort, both included."""
    size = _PER_YEAR[first.frequency]
    return tuple(
        Period(ordinal // size, ordinal % size + 1, first.frequency)
        for ordinal in range(first.ordinal, last.ordinal + 1)
    )
