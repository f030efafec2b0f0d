"""The stored tree: full subtrees and leaf hashes by their address."""

from collections.abc import Callable
from typing import TypeVar

from django.db import connection

from yiwang.crypto import api as crypto
from yiwang.ledger.rules.positions import node_position

Address = tuple[int, int]
T = TypeVar("T")


def frontier_of(size: int) -> crypto.MerkleFrontier:
    """The tree of the first `size` leaves, ready to grow."""
    addresses = crypto.peak_addresses(size)
    found = _load(set(addresses))
    return crypto.MerkleFrontier(size, [found[address] for address in addresses])


def over_stored_nodes(build: Callable[[crypto.NodeReader], T]) -> T:
    """Run a proof builder against the database: once to learn which nodes it reads, then with them loaded together."""
    wanted: set[Address] = set()

    def note(level: int, index: int) -> bytes:
        wanted.add((level, index))
        return b""

    build(note)
    found = _load(wanted)
    return build(lambda level, index: found[level, index])


def _load(addresses: set[Address]) -> dict[Address, bytes]:
    leaves = {index: (0, index) for level, index in addresses if level == 0}
    nodes = {node_position(level, index): (level, index) for level, index in addresses if level}
    found: dict[Address, bytes] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT index, hash FROM ledger_leaf WHERE index = ANY(%s)", [list(leaves)])
        found |= {leaves[index]: bytes(value) for index, value in cursor.fetchall()}
        cursor.execute("SELECT position, hash FROM ledger_node WHERE position = ANY(%s)", [list(nodes)])
        found |= {nodes[position]: bytes(value) for position, value in cursor.fetchall()}
    return found
