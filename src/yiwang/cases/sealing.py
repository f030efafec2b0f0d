"""What a case knows of people, sealed as one field."""

import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yiwang.cases.types import Applicant
from yiwang.crypto import api as crypto


def seal(content: Any) -> str:
    """Encrypt plain values (dates and decimals become text)."""
    return crypto.seal_field(json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain))


def unseal(sealed: str) -> Any:
    """What `seal` was given. Raises crypto's error when the text was changed or the key is another."""
    return json.loads(crypto.open_field(sealed))


def pack(applicant: Applicant, form: Any, sources: Any, process: Any) -> str:
    """The sealed column of a case."""
    return seal({"applicant": asdict(applicant), "form": form, "sources": sources, "process": process})


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
