"""Checking the whole log, leaf by leaf."""

from collections.abc import Sequence
from itertools import chain

from django.db import connection

from yiwang.crypto import api as crypto
from yiwang.ledger.heads import head_of, ledger_key, signed_tree_head
from yiwang.ledger.rows import ENTRY_COLUMNS, Row, leaf_text_of
from yiwang.ledger.rules.positions import node_position, nodes_before
from yiwang.ledger.rules.proof_file import head_is_signed
from yiwang.ledger.services.sequence import sequence_all
from yiwang.ledger.types import LogReport, TreeHead
from yiwang.text import Text

CHUNK = 5000

_LEAVES = f"""
    SELECT {ENTRY_COLUMNS}, l.index, l.hash, l.entry_id FROM ledger_leaf l LEFT JOIN ledger_entry e ON e.id = l.entry_id
    WHERE l.index >= %s AND l.index < %s ORDER BY l.index
"""  # noqa: S608  (column names only)
_NODES = "SELECT position, hash FROM ledger_node WHERE position >= %s AND position < %s"
_HEADS = "SELECT size, root, at, signature FROM ledger_head WHERE size > %s AND size <= %s ORDER BY size"
# One statement sees one moment, so what the sequencer is placing meanwhile never looks lost.
_LOST = """
    SELECT e.id FROM ledger_entry e
    WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.entry_id = e.id)
      AND NOT EXISTS (SELECT 1 FROM ledger_pending p WHERE p.entry_id = e.id)
    ORDER BY e.id LIMIT 1
"""
_GONE = """
    SELECT p.entry_id FROM ledger_pending p
    WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id) ORDER BY p.entry_id LIMIT 1
"""
_UNSIGNED = """
    SELECT (SELECT coalesce(max(index) + 1, 0) FROM ledger_leaf) > (SELECT coalesce(max(size), 0) FROM ledger_head)
"""


def verify_log(*, witnesses: Sequence[TreeHead] = (), chunk: int = CHUNK) -> LogReport:
    """Recompute every leaf, every stored subtree and every signed head, and name the first leaf that is broken.

    `witnesses` are heads kept outside the house: they catch a log that was cut off or rewritten together with its own
    heads. Reads `chunk` leaves at a time, so a long log costs time but no memory; it may grow meanwhile.
    """
    sequence_all()
    size = signed_tree_head().size
    try:
        _Check(witnesses).run(size, chunk)
        _check_edges(size)
    except _Fault as fault:
        return LogReport(False, size, fault.leaf, fault.reason)
    return LogReport(True, size, None, Text("账本完整。", "The log is whole."))


class _Fault(Exception):
    """The first thing found wrong; `leaf` is the first leaf that cannot be vouched for."""

    def __init__(self, leaf: int | None, zh: str, en: str) -> None:
        super().__init__(en)
        self.leaf = leaf
        self.reason = Text(zh, en)


class _Check:
    """One pass over the log: a tree that is built anew and compared at every step with what is stored."""

    def __init__(self, witnesses: Sequence[TreeHead]) -> None:
        self._tree = crypto.MerkleFrontier()
        self._key = ledger_key()
        self._vouched = 0
        self._witnesses = sorted(witnesses, key=lambda head: head.size)

    def run(self, size: int, chunk: int) -> None:
        self._check_heads([], until=0)
        for start in range(0, size, chunk):
            self._check_chunk(start, min(start + chunk, size))
        if self._witnesses:
            missing = self._witnesses[0].size
            raise _Fault(
                size,
                f"账本被截断：外部见证有 {missing} 条。",
                f"The log was cut off: a witness saw {missing} leaves.",
            )

    def _check_chunk(self, start: int, end: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_LEAVES, [start, end])
            leaves = {row[8]: row for row in cursor.fetchall()}
            cursor.execute(_NODES, [nodes_before(start), nodes_before(end)])
            nodes = {position: bytes(value) for position, value in cursor.fetchall()}
            cursor.execute(_HEADS, [start, end])
            heads = [head_of(row) for row in cursor.fetchall()]
        for index in range(start, end):
            for full in self._tree.append(_checked_leaf(index, leaves.get(index))):
                if nodes.get(node_position(full.level, full.index)) != full.hash:
                    first, last = full.index << full.level, index
                    raise _Fault(
                        first,
                        f"第 {first} 至 {last} 号叶与存储的树节点不符：叶与记录被一并改动，或节点被改动。",
                        f"Leaves {first} to {last} do not match their stored subtree: "
                        "an entry was changed together with its leaf, or the subtree was.",
                    )
            heads = self._check_heads(heads, until=index + 1)

    def _check_heads(self, heads: list[TreeHead], *, until: int) -> list[TreeHead]:
        """Compare the heads and witnesses of exactly the current size; returns the heads that are still to come."""
        here = [head for head in heads if head.size == until] if heads and heads[0].size == until else []
        seen = [head for head in self._witnesses if head.size == until]
        for head in chain(here, seen):
            self._check_head(head)
        if here or seen:
            self._vouched = until
            self._witnesses = self._witnesses[len(seen) :]
        return heads[len(here) :]

    def _check_head(self, head: TreeHead) -> None:
        if not head_is_signed(head, self._key):
            raise _Fault(
                self._vouched,
                f"大小为 {head.size} 的树头签名不正确。",
                f"The head of size {head.size} is not signed by the ledger's key.",
            )
        if head.root != self._tree.root():
            raise _Fault(
                self._vouched,
                f"大小为 {head.size} 的树头与账本不符：第 {self._vouched} 号叶之后被改写。",
                f"The head of size {head.size} does not match the log: it was rewritten from leaf {self._vouched} on.",
            )


def _checked_leaf(index: int, row: Row | None) -> bytes:
    if row is None:
        raise _Fault(index, f"第 {index} 号叶被删除。", f"Leaf {index} was deleted.")
    stored, number = bytes(row[9]), row[10]
    if row[0] is None:
        raise _Fault(
            index, f"第 {index} 号叶的记录 {number} 被删除。", f"Entry {number} of leaf {index} was deleted."
        )
    if crypto.leaf_hash(leaf_text_of(row).encode()) != stored:
        raise _Fault(
            index,
            f"第 {index} 号叶的记录 {number} 被改动或调换。",
            f"Entry {number} of leaf {index} was changed or exchanged for another.",
        )
    return stored


def _check_edges(size: int) -> None:
    """What the tree itself cannot show: leaves after the last head, entries that lost their way into the tree."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSIGNED)
        if cursor.fetchone()[0]:
            raise _Fault(
                size,
                f"第 {size} 号叶之后没有签名的树头。",
                f"No signed head covers leaf {size} and what follows.",
            )
        cursor.execute(_LOST)
        if row := cursor.fetchone():
            raise _Fault(size, f"记录 {row[0]} 从树中被抹去。", f"Entry {row[0]} was removed from the tree.")
        cursor.execute(_GONE)
        if row := cursor.fetchone():
            raise _Fault(
                None, f"记录 {row[0]} 在入树之前被删除。", f"Entry {row[0]} was deleted before it was placed."
            )
