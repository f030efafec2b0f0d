"""Where full subtrees stand in the order in which they become full; leaves are not counted."""


def nodes_before(leaves: int) -> int:
    """How many full subtrees of two leaves or more the first `leaves` leaves make."""
    return leaves - leaves.bit_count()


def node_position(level: int, index: int) -> int:
    """The position of the subtree at (level ≥ 1, index)."""
    last_leaf = ((index + 1) << level) - 1
    return nodes_before(last_leaf) + level - 1
