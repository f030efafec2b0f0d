"""What packs tell the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PackApplied:
    """A pack was applied and changed something."""

    name: ClassVar[str] = "packs.applied"
    pack: str
    version: str
    digest: str

    @property
    def subject(self) -> str:
        return f"pack:{self.pack}"
