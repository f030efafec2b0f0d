"""The messages between the house and a signature server.

The shape follows the HTTP binding of GM/T 0029: envelopes with a type, a time and a body; result code 0 is
success. The field names are from memory: a vendor's server may need a thin proxy in front.
Each request carries an HMAC-SM3 over its bytes, so that only the house can have things signed.
"""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from yiwang.crypto.digest import hmac_sm3

MAC_HEADER = "X-Signer-Mac"
TIME_FORMAT = "%Y%m%d%H%M%SZ"
#: How far the clocks of the house and the server may differ, in seconds; bounds replay of a captured request.
CLOCK_TOLERANCE = 120


def request(kind: str, body: Mapping[str, Any]) -> bytes:
    """The bytes of a request, stamped with the current time."""
    time = datetime.now(UTC).strftime(TIME_FORMAT)
    return json.dumps({"version": 1, "reqType": kind, "reqTime": time, "request": dict(body)}).encode()


def response(kind: str, body: Mapping[str, Any]) -> bytes:
    """The bytes of a response; `body["respValue"]` is 0 for success."""
    time = datetime.now(UTC).strftime(TIME_FORMAT)
    return json.dumps({"version": 1, "respType": kind, "respTime": time, "respond": dict(body)}).encode()


def mac(secret: bytes, message: bytes) -> str:
    """The value of the MAC header."""
    return hmac_sm3(secret, message).hex()


def pack(data: bytes) -> str:
    """Bytes as they travel in JSON."""
    return base64.b64encode(data).decode()


def unpack(text: str) -> bytes:
    """The bytes again; raises ValueError."""
    return base64.b64decode(text, validate=True)
