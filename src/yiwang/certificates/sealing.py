"""What a certificate says about a person is stored encrypted."""

import json
from collections.abc import Mapping

from yiwang.certificates.types import Holder
from yiwang.codes.api import mask_name
from yiwang.crypto.api import open_field, seal_field


def seal_contents(holder: Holder, fields: Mapping[str, str]) -> str:
    """Holder and values as one encrypted column."""
    document = {"name": holder.name, "id": holder.id_number, "fields": dict(fields)}
    return seal_field(json.dumps(document, ensure_ascii=False))


def open_contents(sealed: str) -> tuple[str, str, dict[str, str]]:
    """The holder's name and number, and the values."""
    document = json.loads(open_field(sealed))
    return document["name"], document["id"], document["fields"]


def mask_holder(holder: Holder) -> str:
    """The holder's name as strangers may see it; firms and offices have nothing to hide."""
    return mask_name(holder.name) if holder.id_kind == "111" else holder.name
