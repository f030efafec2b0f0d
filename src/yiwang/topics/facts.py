"""What this room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class TopicBuilt:
    """Tables of a store were built from new snapshots."""

    slug: str
    tables: tuple[str, ...]
    name: ClassVar[str] = "topics.built"

    @property
    def subject(self) -> str:
        return f"topic:{self.slug}"
