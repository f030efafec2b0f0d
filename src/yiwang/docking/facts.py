"""What docking tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class MinistryAnswered:
    """A ministry's system told about one of our cases; `kind` is "ministry.process" or "ministry.result"."""

    party: str
    message_id: str
    kind: str
    case_number: str
    name: ClassVar[str] = "docking.ministry-answered"

    @property
    def subject(self) -> str:
        return f"case:{self.case_number}"
