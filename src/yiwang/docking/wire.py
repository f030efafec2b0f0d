"""The wire: signed requests, and answers whose signature is checked before they are believed."""

import base64
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from yiwang.crypto import api as crypto
from yiwang.docking.errors import Unreachable
from yiwang.docking.rules import signing

KEY = "docking"
#: Seconds to wait for another system's answer.
PATIENCE = 5.0


def our_name() -> str:
    """What this house calls itself to others."""
    return f"city-{settings.CITY}"


def public_key() -> bytes:
    """The point of the key this house signs with."""
    return crypto.key_store().ensure(KEY).public_key


def sign(text: bytes) -> str:
    """A signature as a header carries it."""
    store = crypto.key_store()
    store.ensure(KEY)
    return base64.b64encode(store.sign(KEY, text)).decode()


def holds(public_hex: str, text: bytes, signature: str) -> bool:
    """Whether a header's signature over `text` is that of a key."""
    try:
        return crypto.sm2_verify(bytes.fromhex(public_hex), text, base64.b64decode(signature, validate=True))
    except ValueError:
        return False


def canonical(body: Any) -> bytes:
    """The one way a body is written: sorted names, no spaces, UTF-8."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(body: Any) -> str:
    """SM3 of a body, by which both sides compare."""
    return crypto.sm3(canonical(body)).hex()


@dataclass(frozen=True)
class Request:
    """A signed request, ready to go; made where the key is, sent from any thread."""

    method: str
    url: str
    body: bytes
    headers: Mapping[str, str]
    answer_key: str


@dataclass(frozen=True)
class Answer:
    """What came back, known to be from the other side."""

    status: int
    body: Mapping[str, Any]
    milliseconds: int


def request(method: str, url: str, payload: Mapping[str, Any] | None, *, answer_key: str) -> Request:
    """Sign a request to a counterpart whose answers are signed by `answer_key` (hex)."""
    body = canonical(payload) if payload is not None else b""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    moment, nonce = str(int(time.time())), secrets.token_hex(16)
    text = signing.request_text(
        party=our_name(), method=method, path=path, time=moment, nonce=nonce, body=body
    )
    headers = {
        signing.PARTY: our_name(),
        signing.TIME: moment,
        signing.NONCE: nonce,
        signing.SIGNATURE: sign(text),
        "Content-Type": "application/json",
    }
    return Request(method, url, body, headers, answer_key)


def send(asked: Request) -> Answer:
    """Send it. Raises Unreachable for no answer, one too large, or one that the counterpart did not sign."""
    import httpx

    began = time.monotonic()
    try:
        answer = httpx.request(
            asked.method, asked.url, content=asked.body, headers=dict(asked.headers), timeout=PATIENCE
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error
    text = signing.answer_text(
        nonce=asked.headers[signing.NONCE], status=answer.status_code, body=answer.content
    )
    if not holds(asked.answer_key, text, answer.headers.get(signing.SIGNATURE, "")):
        raise Unreachable(f"HTTP {answer.status_code}, not signed by the registered key")
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Unreachable(f"HTTP {answer.status_code} without a JSON object")
    return Answer(answer.status_code, body, round((time.monotonic() - began) * 1000))
