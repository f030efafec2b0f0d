"""What crosses the door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol


class Fact(Protocol):
    """A frozen dataclass with the class attribute `name` ("cases.decided") and a `subject` ("case:37…").

    Facts of one subject reach a handler in the order in which they were published.
    """

    name: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def subject(self) -> str: ...


@dataclass(frozen=True)
class DeadLetter:
    """A delivery that was given up: which fact, which handler, how often it was tried, and the last error."""

    id: int
    fact: str
    subject: str
    handler: str
    attempts: int
    error: str
    published_at: datetime
