"""What reviews tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ReviewGiven:
    """A service was rated."""

    review_id: int
    case_number: str
    item_slug: str
    stars: int
    name: ClassVar[str] = "reviews.given"

    @property
    def subject(self) -> str:
        return f"case:{self.case_number}"


@dataclass(frozen=True)
class BadReviewRedressed:
    """A bad rating was put right and the person asked again."""

    review_id: int
    case_number: str
    satisfied: bool
    name: ClassVar[str] = "reviews.redressed"

    @property
    def subject(self) -> str:
        return f"case:{self.case_number}"
