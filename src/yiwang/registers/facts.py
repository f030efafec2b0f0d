"""What this room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class OutageSet:
    """An operator took a source out of use, or back into it."""

    name: ClassVar[str] = "registers.outage-set"
    register: str
    down: bool

    @property
    def subject(self) -> str:
        """Facts of one register stay in order."""
        return f"register:{self.register}"


@dataclass(frozen=True)
class RegisterGenerated:
    """A synthetic register was made."""

    name: ClassVar[str] = "registers.generated"
    register: str
    total: int

    @property
    def subject(self) -> str:
        """Facts of one register stay in order."""
        return f"register:{self.register}"
