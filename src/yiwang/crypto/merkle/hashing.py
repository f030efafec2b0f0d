"""The two hashes of the tree, kept apart by a prefix so that a leaf can never pass for a node."""

from yiwang.crypto.digest import sm3

#: Root of the tree without leaves: the hash of nothing.
EMPTY_ROOT = sm3(b"")


def leaf_hash(data: bytes) -> bytes:
    """SM3(00 | data)."""
    return sm3(b"\x00" + data)


def node_hash(left: bytes, right: bytes) -> bytes:
    """SM3(01 | left | right)."""
    return sm3(b"\x01" + left + right)
