"""A SIMULATED registry: it stands where a provincial system would, on this machine, and keeps nothing.

For rehearsal and tests. Its receipts begin with SIM so that nobody mistakes them.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_NEEDED = ("action", "code", "name", "department", "credit_code", "seal")


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        status, answer = self.server.judge(self.rfile.read(length))
        reply = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        """Quiet: reports are logged where they are made."""


class _Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.known: dict[str, str] = {}

    def judge(self, body: bytes) -> tuple[int, dict[str, Any]]:
        """Accept a complete report whose action fits what was reported before."""
        try:
            message = json.loads(body)
        except ValueError:
            return 400, {"accepted": False, "receipt": "", "remark": "not JSON"}
        lacking = [name for name in _NEEDED if not message.get(name)]
        if lacking:
            return 200, {"accepted": False, "receipt": "", "remark": f"缺少 {'、'.join(lacking)}"}
        known = self.known.get(message["code"])
        if message["action"] == "revoke" and known is None:
            return 200, {"accepted": False, "receipt": "", "remark": "该印章未备案"}
        self.known[message["code"]] = message["action"]
        return 200, {
            "accepted": True,
            "receipt": f"SIM-{message['code']}-{len(self.known):04}",
            "remark": "模拟",
        }


@contextmanager
def simulated_registry() -> Iterator[str]:
    """Run the rehearsal registry while the block runs; gives its address."""
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
