"""What the lake tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class SnapshotCommitted:
    """A load landed; `rows` is what it brought."""

    table: str
    snapshot_id: int
    load_id: str
    rows: int
    name: ClassVar[str] = "lake.snapshot-committed"

    @property
    def subject(self) -> str:
        return f"lake:{self.table}"
