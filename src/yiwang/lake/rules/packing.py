"""Which files are compacted together."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

#: Bytes on disk after which a new file begins.
TARGET_BYTES = 128 * 2**20
#: Rows of a row group: DuckDB skips and spreads work by row groups.
GROUP_ROWS = 122_880


class Sized(Protocol):
    """Anything with a size."""

    @property
    def file_size_in_bytes(self) -> int: ...


File = TypeVar("File", bound=Sized)


def groups(files: Iterable[File], target: int) -> list[Sequence[File]]:
    """Small files in groups of about `target` bytes, small ones first; a file of three quarters is left alone."""
    small = sorted(
        (one for one in files if one.file_size_in_bytes < target * 3 // 4),
        key=lambda one: one.file_size_in_bytes,
    )
    found: list[Sequence[File]] = []
    group: list[File] = []
    size = 0
    for one in small:
        if group and size + one.file_size_in_bytes > target:
            found.append(group)
            group, size = [], 0
        group.append(one)
        size += one.file_size_in_bytes
    found.append(group)
    return [group for group in found if len(group) > 1]
