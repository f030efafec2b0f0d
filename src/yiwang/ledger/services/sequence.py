"""Giving committed entries their place in the tree.

See docs/decisions/0002-ledger-sequencer.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection, transaction

from yiwang.crypto import api as crypto
from yiwang.ledger.heads import sign_head, store_head
from yiwang.ledger.nodes import frontier_of
from yiwang.ledger.rows import ENTRY_COLUMNS, leaf_text_of
from yiwang.ledger.rules.positions import node_position

BATCH = 1000
#: Any number that nothing else in this database locks.
_LOCK = 0x59495741_4C4F47

# An entry whose row is missing keeps its pending mark: that is evidence, and the sequencer must not clear it away.
_TAKE = f"""
    WITH next AS (
        SELECT p.entry_id FROM ledger_pending p JOIN ledger_entry e ON e.id = p.entry_id ORDER BY p.entry_id LIMIT %s
    ), taken AS (
        DELETE FROM ledger_pending p USING next WHERE p.entry_id = next.entry_id RETURNING p.entry_id
    )
    SELECT {ENTRY_COLUMNS} FROM ledger_entry e JOIN taken ON taken.entry_id = e.id ORDER BY e.id
"""  # noqa: S608  (column names only)
_LEAVES = "INSERT INTO ledger_leaf (index, entry_id, hash) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])"
_NODES = "INSERT INTO ledger_node (position, hash) SELECT * FROM unnest(%s::bigint[], %s::bytea[])"


@dataclass
class _Growth:
    """What one batch adds, column by column."""

    indexes: list[int] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    nodes: list[bytes] = field(default_factory=list)


def sequence(limit: int = BATCH) -> int:
    """Place up to `limit` committed entries in the tree and sign the new head; returns how many were placed.

    Any number of processes may call it: they take turns. Transactions that record acts never wait for it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_TAKE, [limit])
        rows = cursor.fetchall()
        if not rows:
            return 0
        cursor.execute("SELECT coalesce(max(index) + 1, 0) FROM ledger_leaf")
        frontier = frontier_of(cursor.fetchone()[0])
        growth = _grow(frontier, rows)
        cursor.execute(_LEAVES, [growth.indexes, growth.entries, growth.hashes])
        cursor.execute(_NODES, [growth.positions, growth.nodes])
        store_head(sign_head(frontier.size, frontier.root(), datetime.now(UTC)))
    return len(rows)


def sequence_all() -> None:
    """Place everything that was committed before this call."""
    while sequence(BATCH * 10):
        pass


def _grow(frontier: crypto.MerkleFrontier, rows: Sequence[tuple[object, ...]]) -> _Growth:
    growth = _Growth()
    for row in rows:
        leaf = crypto.leaf_hash(leaf_text_of(row).encode())
        growth.indexes.append(frontier.size)
        growth.entries.append(int(str(row[0])))
        growth.hashes.append(leaf)
        for full in frontier.append(leaf):
            growth.positions.append(node_position(full.level, full.index))
            growth.nodes.append(full.hash)
    return growth
