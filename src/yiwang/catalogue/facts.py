"""What the catalogue tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ResourcePublished:
    """A version of a resource is in force."""

    slug: str
    version: int
    code: str
    department: str
    name: ClassVar[str] = "catalogue.published"

    @property
    def subject(self) -> str:
        return f"resource:{self.slug}"


@dataclass(frozen=True)
class ResourceRetired:
    """A resource is no longer offered; its versions stay readable."""

    slug: str
    version: int
    name: ClassVar[str] = "catalogue.retired"

    @property
    def subject(self) -> str:
        return f"resource:{self.slug}"


@dataclass(frozen=True)
class DemandAnswered:
    """A department's demand was agreed to, refused or fulfilled."""

    demand_id: int
    slug: str
    department: str
    state: str
    name: ClassVar[str] = "catalogue.demand-answered"

    @property
    def subject(self) -> str:
        return f"demand:{self.demand_id}"


@dataclass(frozen=True)
class ListPublished:
    """A version of a list was published."""

    list_name: str
    number: int
    digest: str
    name: ClassVar[str] = "catalogue.list-published"

    @property
    def subject(self) -> str:
        return f"list:{self.list_name}"
