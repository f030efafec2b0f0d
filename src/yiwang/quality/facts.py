"""What quality tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class TableChecked:
    """A resource was checked; `score` is 0-100, None when nothing could be checked."""

    run_id: int
    resource: str
    department: str
    rows: int
    flagged: int
    score: float | None
    name: ClassVar[str] = "quality.checked"

    @property
    def subject(self) -> str:
        return f"resource:{self.resource}"
