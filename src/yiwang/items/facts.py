"""What the catalogue tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ItemPublished:
    """A version of an item came into force."""

    name: ClassVar[str] = "items.published"
    slug: str
    version: int
    code: str

    @property
    def subject(self) -> str:
        return f"item:{self.slug}"


@dataclass(frozen=True)
class ItemRetired:
    """An item is no longer offered; its running cases go on."""

    name: ClassVar[str] = "items.retired"
    slug: str
    version: int

    @property
    def subject(self) -> str:
        return f"item:{self.slug}"
