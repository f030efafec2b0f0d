"""A SIMULATED provincial catalogue system, to try the cascade against. No province has confirmed this interface.

`POST /entries` takes a message and answers with a receipt; a repeated `Idempotency-Key` gives the same receipt.
`GET /entries` gives everything that stands. It says `"simulated": true` in every answer.
"""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_REQUIRED = ("action", "resource_code", "version", "name", "sharing")


@dataclass
class SimulatedProvince:
    """What the simulator remembers. `broken` makes it answer 503 for so many requests, as a system under repair would."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    broken: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str, message: Any) -> tuple[int, dict[str, Any]]:
        """The status and answer for one message."""
        with self.lock:
            if self.broken:
                self.broken -= 1
                return 503, {"error": "under repair"}
            if key in self.receipts:
                return 200, {"receipt": self.receipts[key], "repeated": True}
            if not isinstance(message, dict) or any(name not in message for name in _REQUIRED):
                return 422, {"error": f"needs {', '.join(_REQUIRED)}"}
            standing = self.entries.get(message["resource_code"], {"version": 0})
            if message["action"] != "retire" and message["version"] <= standing["version"]:
                return 409, {"error": f"version {standing['version']} is known already"}
            self.entries[message["resource_code"]] = message
            self.receipts[key] = f"SIM-{len(self.receipts) + 1:08}"
            return 201, {"receipt": self.receipts[key]}


def serve(port: int, state: SimulatedProvince | None = None) -> ThreadingHTTPServer:
    """A server on this machine only; call `serve_forever`."""
    known = state or SimulatedProvince()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            try:
                message = json.loads(self.rfile.read(length))
            except ValueError:
                message = None
            self._answer(*known.take(self.headers.get("Idempotency-Key", ""), message))

        def do_GET(self) -> None:
            with known.lock:
                self._answer(200, {"entries": list(known.entries.values())})

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps({**told, "simulated": True}, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Be quiet."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
