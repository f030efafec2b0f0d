"""What crosses the door of the reviews room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yiwang.text import Text


@dataclass(frozen=True)
class ReviewView:
    """A rating as its author, or (without `case_number`) the public sees it."""

    id: int
    case_number: str
    occasion: str
    occasion_name: Text
    item_slug: str
    item_name: Text
    department_code: str
    stars: int
    level: Text
    tags: tuple[Text, ...]
    text: str
    at: datetime
    reply: str
    redress_state: str


@dataclass(frozen=True)
class RedressView:
    """The putting right of one bad rating."""

    id: int
    review: ReviewView
    state: str
    contact_due: datetime
    rectify_due: datetime
    overdue: bool
    true_complaint: bool | None
    measures: str


@dataclass(frozen=True)
class Statistics:
    """Public numbers. Only ratings that people gave themselves are counted; silence is not praise."""

    rated: int
    by_stars: Mapping[int, int]
    satisfied_rate: float | None
    bad: int
    redressed: int
    redress_overdue: int
    rated_share: float | None
