"""What collection tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class LoadFinished:
    """A load landed: `rows` admitted rows are in `table` from `snapshot_id` on, `rejected` went to quarantine."""

    load_id: int
    resource: str
    table: str
    snapshot_id: int
    rows: int
    rejected: int
    name: ClassVar[str] = "collection.load-finished"

    @property
    def subject(self) -> str:
        return f"resource:{self.resource}"


@dataclass(frozen=True)
class LoadFailed:
    """A load stopped; nothing of it is in the lake."""

    load_id: int
    resource: str
    code: str
    name: ClassVar[str] = "collection.load-failed"

    @property
    def subject(self) -> str:
        return f"resource:{self.resource}"
