"""Building proofs (RFC 9162 §2.1.3.1 and §2.1.4.1)."""

from collections.abc import Callable, Iterable

from yiwang.crypto.merkle.frontier import MerkleFrontier
from yiwang.crypto.merkle.hashing import EMPTY_ROOT, node_hash

#: Gives the hash of the full subtree at (level, index); level 0 is the leaf hashes.
NodeReader = Callable[[int, int], bytes]


def tree_root(size: int, node: NodeReader) -> bytes:
    """The root of the first `size` leaves."""
    return _subtree(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: NodeReader) -> tuple[bytes, ...]:
    """The hashes that lead from leaf `index` to the root of the first `size` leaves, from the leaf upward."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    start, count = 0, size
    while count > 1:
        split = _split(count)
        if index < start + split:
            path.append(_subtree(start + split, count - split, node))
            count = split
        else:
            path.append(_subtree(start, split, node))
            start, count = start + split, count - split
    return tuple(reversed(path))


def consistency_proof(old_size: int, new_size: int, node: NodeReader) -> tuple[bytes, ...]:
    """The hashes that show the first `old_size` leaves to be a prefix of the first `new_size`."""
    if not 0 <= old_size <= new_size:
        raise ValueError(f"{old_size} is not a size before {new_size}")
    path: list[bytes] = []
    if old_size in (0, new_size):
        return ()
    start, count, remaining, whole = 0, new_size, old_size, True
    while remaining != count:
        split = _split(count)
        if remaining <= split:
            path.append(_subtree(start + split, count - split, node))
            count = split
        else:
            path.append(_subtree(start, split, node))
            start, count, remaining, whole = start + split, count - split, remaining - split, False
    if not whole:
        path.append(_subtree(start, count, node))
    return tuple(reversed(path))


def stored_nodes(leaf_hashes: Iterable[bytes]) -> NodeReader:
    """A reader over a tree held in memory, for proofs over a short list."""
    nodes: dict[tuple[int, int], bytes] = {}
    frontier = MerkleFrontier()
    for index, leaf in enumerate(leaf_hashes):
        nodes[0, index] = leaf
        for full in frontier.append(leaf):
            nodes[full.level, full.index] = full.hash
    return lambda level, index: nodes[level, index]


def _subtree(start: int, count: int, node: NodeReader) -> bytes:
    """Root of `count` leaves from `start`; splits keep it a multiple of a power of two ≥ `count`."""
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, start >> level)
    split = _split(count)
    return node_hash(_subtree(start, split, node), _subtree(start + split, count - split, node))


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)
