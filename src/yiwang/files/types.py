"""What crosses the door."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NewFile:
    """A file to store: its bytes, and the name its sender gave it."""

    data: bytes
    name: str


@dataclass(frozen=True)
class StoredFile:
    """A file that is stored: SM3 digest in hex (its address), size in bytes, kind by content, cleaned name."""

    digest: str
    size: int
    media_type: str
    name: str
