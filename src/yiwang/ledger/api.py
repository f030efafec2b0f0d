"""The door of `ledger`."""

from yiwang.ledger.errors import BadProof, NoSuchEntry
from yiwang.ledger.heads import ledger_key, signed_tree_head
from yiwang.ledger.proofs import consistency, prove
from yiwang.ledger.queries import looks_at, trail
from yiwang.ledger.rules.proof_file import (
    check_proof,
    head_as_json,
    head_from_json,
    head_is_signed,
    proof_as_json,
    proof_from_json,
)
from yiwang.ledger.services.record import record
from yiwang.ledger.services.sequence import sequence
from yiwang.ledger.types import EntryView, InclusionProof, LogReport, TreeHead
from yiwang.ledger.verify import verify_log

__all__ = [
    "BadProof",
    "EntryView",
    "InclusionProof",
    "LogReport",
    "NoSuchEntry",
    "TreeHead",
    "check_proof",
    "consistency",
    "head_as_json",
    "head_from_json",
    "head_is_signed",
    "ledger_key",
    "looks_at",
    "proof_as_json",
    "proof_from_json",
    "prove",
    "record",
    "sequence",
    "signed_tree_head",
    "trail",
    "verify_log",
]
