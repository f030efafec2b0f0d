"""Signed heads of the tree."""

from datetime import UTC, datetime

from django.db import connection

from yiwang.crypto import api as crypto
from yiwang.ledger.rules.encoding import head_text
from yiwang.ledger.types import TreeHead

KEY = "ledger"


def ledger_key() -> bytes:
    """The public key of the house's log; whoever checks proofs must have it from a source they trust."""
    return crypto.key_store().ensure(KEY).public_key


def sign_head(size: int, root: bytes, at: datetime) -> TreeHead:
    """A head with the signature of the ledger's key."""
    store = crypto.key_store()
    store.ensure(KEY)
    signature = store.sign(KEY, head_text(size=size, root=root, at=at).encode())
    return TreeHead(size, root, at, signature)


def store_head(head: TreeHead) -> None:
    """Keep a head for good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_head (size, root, at, signature) VALUES (%s, %s, %s, %s)",
            [head.size, head.root, head.at, head.signature],
        )


def signed_tree_head() -> TreeHead:
    """The latest signed head; of an empty log, one signed now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, root, at, signature FROM ledger_head ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    return head_of(row) if row else sign_head(0, crypto.EMPTY_ROOT, datetime.now(UTC))


def head_of(row: tuple[int, bytes, datetime, bytes]) -> TreeHead:
    """A head from its row."""
    size, root, at, signature = row
    return TreeHead(size, bytes(root), at, bytes(signature))
