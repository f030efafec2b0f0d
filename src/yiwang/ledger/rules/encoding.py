"""The exact bytes that are hashed and signed. A change here breaks every log in use: add a version instead.

A leaf is the UTF-8 text of one JSON object with sorted keys, no spaces and non-ASCII characters as they are:

    {"act":…,"at":"2026-11-22T08:00:00.000000Z","by":…,"detail":"{…}","id":…,"person":…,"purpose":…,"subject":…,"v":1}

`at` is UTC with six decimals; `detail` is itself such JSON text, held as a string. The leaf hash is SM3(00 | text).

A head is signed as {"at":…,"root":"hex","size":…,"v":1} in the same notation.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from yiwang.text import Text

VERSION = 1


def leaf_text(
    *, number: int, at: datetime, act: str, by: str, subject: str, person: str, purpose: str, detail: str
) -> str:
    """The text of the leaf of an entry; `detail` as `detail_text` made it."""
    fields = {"act": act, "at": time_text(at), "by": by, "detail": detail, "id": number, "person": person}
    return canonical({**fields, "purpose": purpose, "subject": subject, "v": VERSION})


def head_text(*, size: int, root: bytes, at: datetime) -> str:
    """The text that the signature of a tree head covers."""
    return canonical({"at": time_text(at), "root": root.hex(), "size": size, "v": VERSION})


def detail_text(detail: Mapping[str, Any] | None) -> str:
    """The detail of an act as canonical JSON; dates, decimals, enums, sets and bilingual texts have a form here.

    Raises TypeError for anything else, and ValueError for numbers that JSON does not know.
    """
    return storable(canonical(detail or {}))


def storable(text: str) -> str:
    """Text as PostgreSQL can keep it: no zero characters, lone surrogates escaped."""
    return text.replace("\0", "").encode(errors="backslashreplace").decode()


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
    )


def parse_time(text: str) -> datetime:
    """The time that leaves and heads carry; raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def time_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Text):
        return value.as_dict()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"the ledger cannot keep a {type(value).__name__}")
