"""What the entities room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class EntityChanged:
    """A golden record changed. `act` is created, changed, merged, split or life; the values are asked for by id."""

    kind: str
    entity_id: int
    act: str
    attributes: tuple[str, ...]
    name: ClassVar[str] = "entities.changed"

    @property
    def subject(self) -> str:
        return f"entity:{self.kind}:{self.entity_id}"


@dataclass(frozen=True)
class SnapshotMerged:
    """A snapshot of a source is in the register. What it changed stands in the feed after `change_after`.

    One fact a snapshot: the birth of four million entities is one line, not four million.
    """

    kind: str
    source: str
    snapshot_id: int
    created: int
    changed: int
    change_after: int
    name: ClassVar[str] = "entities.snapshot-merged"

    @property
    def subject(self) -> str:
        return f"register:{self.kind}"
