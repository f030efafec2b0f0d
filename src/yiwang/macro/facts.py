"""What macro tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class FiguresPublished:
    """Values of an indicator came in: `added` new ones, `revised` of periods that had one."""

    indicator: str
    added: int
    revised: int
    name: ClassVar[str] = "macro.published"

    @property
    def subject(self) -> str:
        return f"indicator:{self.indicator}"
