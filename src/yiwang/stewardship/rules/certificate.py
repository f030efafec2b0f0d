"""The certificate of destruction: one JSON document, its SM3 and SM2 signature, checkable by anybody without the house."""

import json
from collections.abc import Mapping
from typing import Any

from yiwang.crypto import api as crypto

KIND = "yiwang.destruction"


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one way the document is written, for digest and signature."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(document: Mapping[str, Any]) -> str:
    """SM3 of the document in hex: what the ledger's entry names."""
    return crypto.sm3(canonical(document)).hex()


def problems(certificate: Mapping[str, Any], *, key: str) -> list[str]:
    """What is wrong with a certificate file (`document`, `signature`, `ledger` proof); empty when it holds.

    `key` is the public key (hex) of the house's stewardship, from a source the reader trusts.
    """
    document, signature = certificate.get("document"), certificate.get("signature")
    if not isinstance(document, dict) or document.get("kind") != KIND or not isinstance(signature, str):
        return ["not a certificate of destruction"]
    try:
        good = crypto.sm2_verify(bytes.fromhex(key), canonical(document), bytes.fromhex(signature))
    except ValueError:
        good = False
    found = [] if good else ["the signature is not that of this key"]
    files, before, after = document.get("files"), document.get("before", {}), document.get("after", {})
    if not isinstance(files, list) or len(files) != before.get("files"):
        found.append("the list of files is not complete")
    if (after.get("rows"), after.get("files"), after.get("snapshots")) != (0, 0, 0):
        found.append("something was left")
    if len({one.get("by") for one in document.get("approvals", [])}) < 2:
        found.append("two people did not approve")
    return found
