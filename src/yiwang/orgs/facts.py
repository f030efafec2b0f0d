"""What this room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class DepartmentDefined:
    """A department was defined, changed or retired."""

    name: ClassVar[str] = "orgs.department-defined"
    department: str
    retired: bool

    @property
    def subject(self) -> str:
        """Facts of one department stay in order."""
        return f"department:{self.department}"


@dataclass(frozen=True)
class PostDefined:
    """A post was defined, changed or retired."""

    name: ClassVar[str] = "orgs.post-defined"
    post: str
    department: str
    retired: bool

    @property
    def subject(self) -> str:
        """Facts of one department stay in order, its posts included."""
        return f"department:{self.department}"


@dataclass(frozen=True)
class WorkingYearLoaded:
    """The days off of a year were loaded; due dates that reach it may have moved."""

    name: ClassVar[str] = "orgs.working-year-loaded"
    year: int

    @property
    def subject(self) -> str:
        """Facts of one year stay in order."""
        return f"year:{self.year}"
