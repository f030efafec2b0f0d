"""What tickets tell the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class TicketOpened:
    """A matter went to a department, for the first time or again."""

    ticket_id: int
    kind: str
    key: str
    department: str
    name: ClassVar[str] = "tickets.opened"

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket_id}"


@dataclass(frozen=True)
class TicketAnswered:
    """The department answered. `correction` holds the right values when there are any."""

    ticket_id: int
    kind: str
    key: str
    department: str
    outcome: str
    correction: Mapping[str, Any] = field(default_factory=dict)
    name: ClassVar[str] = "tickets.answered"

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket_id}"


@dataclass(frozen=True)
class TicketClosed:
    """The matter is settled: the answer was accepted, or a check passed again."""

    ticket_id: int
    kind: str
    key: str
    department: str
    outcome: str
    correction: Mapping[str, Any] = field(default_factory=dict)
    name: ClassVar[str] = "tickets.closed"

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket_id}"
