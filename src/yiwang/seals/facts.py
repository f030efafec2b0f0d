"""What this room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class SealMade:
    """A seal was made and can be used."""

    name: ClassVar[str] = "seals.made"
    seal: str
    department_code: str

    @property
    def subject(self) -> str:
        """Facts of one seal stay in order."""
        return f"seal:{self.seal}"


@dataclass(frozen=True)
class SealEnded:
    """A seal was revoked or replaced by a new one."""

    name: ClassVar[str] = "seals.ended"
    seal: str
    department_code: str
    successor: str

    @property
    def subject(self) -> str:
        """Facts of one seal stay in order."""
        return f"seal:{self.seal}"
