"""A signature server for rehearsal: the messages of a real one over a software key store.

It proves the adapter and lets a city practise the change to hardware; it protects keys no better than the
store behind it.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from yiwang.crypto.errors import BadKey
from yiwang.crypto.keys import messages
from yiwang.crypto.keys.types import KeyStore

OK, BAD_MAC, BAD_REQUEST, BAD_KEY = 0, 0x04000001, 0x04000002, 0x04000003


def serve(store: KeyStore, secret: bytes, *, host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    """A server bound and ready for `serve_forever()`; port 0 takes a free one (see `server_address`)."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kind = self.path.strip("/")
            answer = _answer(store, secret, kind, content, self.headers.get(messages.MAC_HEADER, ""))
            reply = messages.response(kind, answer)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_request(self, *_: object) -> None:
            """Quiet: what was signed stands in the ledger, not on this console."""

    return ThreadingHTTPServer((host, port), Handler)


def _answer(store: KeyStore, secret: bytes, kind: str, content: bytes, given_mac: str) -> Mapping[str, Any]:
    if not hmac.compare_digest(messages.mac(secret, content), given_mac):
        return {"respValue": BAD_MAC}
    try:
        message = json.loads(content)
        sent = datetime.strptime(message["reqTime"], messages.TIME_FORMAT).replace(tzinfo=UTC)
        if (
            abs((datetime.now(UTC) - sent).total_seconds()) > messages.CLOCK_TOLERANCE
            or message["reqType"] != kind
        ):
            return {"respValue": BAD_REQUEST}
        return _serve(store, kind, message["request"])
    except (ValueError, KeyError, TypeError):
        return {"respValue": BAD_REQUEST}
    except BadKey:
        return {"respValue": BAD_KEY}


def _serve(store: KeyStore, kind: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    if kind == "EnsureKey":
        handle = store.ensure(body["keyName"], body["keyKind"])
        return {"respValue": OK, "publicKey": messages.pack(handle.public_key), "keyKind": handle.kind}
    if kind == "SignData":
        return {
            "respValue": OK,
            "signature": messages.pack(store.sign(body["keyName"], messages.unpack(body["inData"]))),
        }
    return {"respValue": BAD_REQUEST}
