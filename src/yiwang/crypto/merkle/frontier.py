"""A growing tree that remembers only its right edge."""

from collections.abc import Iterable
from dataclasses import dataclass

from yiwang.crypto.merkle.hashing import EMPTY_ROOT, node_hash


@dataclass(frozen=True)
class FullNode:
    """A subtree that became full: its level (1 = two leaves), its index on that level, its hash."""

    level: int
    index: int
    hash: bytes


class MerkleFrontier:
    """The roots of the full subtrees that make up a tree of `size` leaves, largest first."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)
        if len(self._peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(self._peaks)}")

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """What must be stored to go on appending later."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> list[FullNode]:
        """Add a leaf hash; returns the subtrees that it made full, smallest first."""
        completed = []
        index, node = self.size, leaf
        for level in range(1, trailing_ones(self.size) + 1):
            index >>= 1
            node = node_hash(self._peaks.pop(), node)
            completed.append(FullNode(level, index, node))
        self._peaks.append(node)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root hash of the tree as it stands."""
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def peak_addresses(size: int) -> list[tuple[int, int]]:
    """(level, index) of the full subtrees of a tree of `size` leaves, largest first."""
    addresses = []
    start = 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            addresses.append((level, start >> level))
            start += 1 << level
    return addresses


def trailing_ones(number: int) -> int:
    """How many subtrees the next leaf after `number` leaves makes full."""
    return (number ^ (number + 1)).bit_length() - 1
