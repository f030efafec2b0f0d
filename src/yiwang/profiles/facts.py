"""What this room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ProfileOpened:
    """Somebody looked at a profile."""

    request_id: int
    purpose: str
    name: ClassVar[str] = "profiles.opened"

    @property
    def subject(self) -> str:
        return f"profile:{self.request_id}"
