"""How a message leaves the house. Which way is the operator's to say, by the environment.

`YIWANG_PROVINCE_URL` (and `YIWANG_PROVINCE_TOKEN`): the provincial catalogue system; messages wait while it is not set.
`YIWANG_OPENLINEAGE_URL`: a collector of OpenLineage events; without it they are appended to `lineage/events.ndjson`.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings

_SECONDS = 10.0
#: Answers that say "later", not "never".
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Message:
    """What leaves the house; `key` lets the receiver know a repeated message."""

    key: str
    subject: str
    action: str
    payload: Mapping[str, Any]


class Down(Exception):
    """It did not get through; try again later."""


class Rejected(Exception):
    """It got there and was not accepted; trying again changes nothing."""


Transport = Callable[[Message], str]


def province() -> Transport | None:
    """The way to the provincial catalogue, None while no address is set."""
    url = os.environ.get("YIWANG_PROVINCE_URL", "").rstrip("/")
    return _poster(f"{url}/entries", os.environ.get("YIWANG_PROVINCE_TOKEN", "")) if url else None


def lineage() -> Transport:
    """The way to the collector of lineage events, or into a file."""
    url = os.environ.get("YIWANG_OPENLINEAGE_URL", "")
    return _poster(url, "") if url else _append(Path(settings.VAR) / "lineage" / "events.ndjson")


def _poster(url: str, token: str) -> Transport:
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    def post(message: Message) -> str:
        try:
            answer = httpx.post(
                url,
                json=dict(message.payload),
                headers={**headers, "Idempotency-Key": message.key},
                timeout=_SECONDS,
            )
        except httpx.HTTPError as error:
            raise Down(f"{type(error).__name__}: {error}") from None
        if answer.status_code >= 500 or answer.status_code in _LATER:
            raise Down(f"HTTP {answer.status_code}")
        if answer.status_code >= 300:
            raise Rejected(f"HTTP {answer.status_code} {answer.text[:200]}")
        return _receipt(answer)

    return post


def _receipt(answer: httpx.Response) -> str:
    """The receiver's number; a simulator says that it is one, and so does the receipt."""
    try:
        told = answer.json()
    except ValueError:
        return ""
    if not isinstance(told, dict):
        return ""
    mark = "（模拟）" if told.get("simulated") else ""
    return f"{told.get('receipt', '')}{mark}"[:100]


def _append(file: Path) -> Transport:
    def write(message: Message) -> str:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(message.payload, ensure_ascii=False) + "\n")
                lines.flush()
                os.fsync(lines.fileno())
        except OSError as error:
            raise Down(str(error)) from None
        return file.name

    return write
