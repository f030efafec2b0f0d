"""What crosses the door of the cockpit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.text import Text


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; `share` is its length against the longest one, 0–100."""

    label: Text
    value: int
    share: int


@dataclass(frozen=True)
class Board:
    """The numbers of one moment. A rate is None while there is nothing to divide by."""

    at: datetime
    submitted_today: int
    decided_today: int
    in_hand: int
    overdue: int
    correcting: int
    decided: int
    instant_rate: float | None
    certificates: int
    satisfied_rate: float | None
    rated: int
    redress_overdue: int
    online_rate: float | None
    items: int
    by_area: tuple[Bar, ...]
    by_item: tuple[Bar, ...]
    by_channel: tuple[Bar, ...]
    by_hour: tuple[Bar, ...]
    sources_down: Sequence[Text]
