"""Proofs out of the stored tree."""

from django.db import connection

from yiwang.crypto import api as crypto
from yiwang.ledger.errors import NoSuchEntry
from yiwang.ledger.heads import ledger_key, signed_tree_head
from yiwang.ledger.nodes import over_stored_nodes
from yiwang.ledger.rows import ENTRY_COLUMNS, leaf_text_of
from yiwang.ledger.services.sequence import sequence_all
from yiwang.ledger.types import InclusionProof


def prove(entry_id: int) -> InclusionProof:
    """Proof that an entry is in the log of the latest signed head; raises NoSuchEntry.

    An entry that is not placed yet is placed first.
    """
    sequence_all()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {ENTRY_COLUMNS}, l.index FROM ledger_entry e JOIN ledger_leaf l ON l.entry_id = e.id"  # noqa: S608
            " WHERE e.id = %s",
            [entry_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NoSuchEntry(entry_id)
    head, index = signed_tree_head(), row[8]
    path = over_stored_nodes(lambda node: crypto.inclusion_proof(index, head.size, node))
    return InclusionProof(entry_id, leaf_text_of(row), index, path, head, ledger_key())


def consistency(old_size: int, new_size: int) -> tuple[bytes, ...]:
    """The hashes that show the log of `new_size` leaves to begin with the log of `old_size`.

    Check them with `crypto.verify_consistency`. Raises ValueError for sizes that the log never had.
    """
    if new_size > signed_tree_head().size:
        raise ValueError(f"the log has no {new_size} leaves")
    return over_stored_nodes(lambda node: crypto.consistency_proof(old_size, new_size, node))
