"""Proofs as files that anyone can check without the house: SM3, SM2 and this page suffice."""

import json
from collections.abc import Mapping
from typing import Any

from yiwang.crypto import api as crypto
from yiwang.ledger.errors import BadProof
from yiwang.ledger.rules.encoding import head_text, parse_time, time_text
from yiwang.ledger.types import InclusionProof, TreeHead
from yiwang.text import Text


def head_is_signed(head: TreeHead, public_key: bytes) -> bool:
    """Whether the ledger's key signed this head."""
    text = head_text(size=head.size, root=head.root, at=head.at)
    return crypto.sm2_verify(public_key, text.encode(), head.signature)


def check_proof(proof: InclusionProof, *, public_key: bytes) -> None:
    """Raise BadProof unless the entry stands in a log whose head `public_key` signed."""
    if not head_is_signed(proof.head, public_key):
        raise BadProof(Text("树头签名不正确", "the head is not signed by this key"))
    leaf = crypto.leaf_hash(proof.leaf.encode())
    if not crypto.verify_inclusion(leaf, proof.index, proof.head.size, proof.path, proof.head.root):
        raise BadProof(Text("记录不在该树头之下", "the entry is not below this head"))
    if json.loads(proof.leaf).get("id") != proof.entry_id:
        raise BadProof(Text("记录编号与内容不符", "the number is not that of the entry"))


def head_as_json(head: TreeHead) -> dict[str, Any]:
    """A head as a file holds it."""
    return {
        "size": head.size,
        "root": head.root.hex(),
        "at": time_text(head.at),
        "signature": head.signature.hex(),
    }


def head_from_json(document: Mapping[str, Any]) -> TreeHead:
    """The head again; raises BadProof."""
    try:
        return TreeHead(
            size=int(document["size"]),
            root=bytes.fromhex(document["root"]),
            at=parse_time(document["at"]),
            signature=bytes.fromhex(document["signature"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadProof(Text("文件格式不正确", "the file is not well formed")) from error


def proof_as_json(proof: InclusionProof) -> dict[str, Any]:
    """A proof as a file holds it."""
    return {
        "entry": proof.entry_id,
        "leaf": proof.leaf,
        "index": proof.index,
        "path": [step.hex() for step in proof.path],
        "head": head_as_json(proof.head),
        "public_key": proof.public_key.hex(),
    }


def proof_from_json(document: Mapping[str, Any]) -> InclusionProof:
    """The proof again; raises BadProof."""
    try:
        return InclusionProof(
            entry_id=int(document["entry"]),
            leaf=str(document["leaf"]),
            index=int(document["index"]),
            path=tuple(bytes.fromhex(step) for step in document["path"]),
            head=head_from_json(document["head"]),
            public_key=bytes.fromhex(document["public_key"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadProof(Text("文件格式不正确", "the file is not well formed")) from error
