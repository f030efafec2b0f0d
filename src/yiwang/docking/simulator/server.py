"""The simulated platforms' HTTP server. SIMULATED (模拟): it stands for systems that this house cannot reach."""

import base64
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from yiwang.crypto import api as crypto
from yiwang.docking.rules import signing
from yiwang.docking.rules.mapping import mapped
from yiwang.docking.rules.schema import problems
from yiwang.docking.simulator.state import Held, State

#: How often a receipt is tried when the house does not answer, and the seconds between.
_TRIES, _BETWEEN = 30, 1.0
_LARGEST = 8 * 2**20
_UNPREFIXED = 21


@dataclass
class Simulator:
    """The platforms above the city, as one process. `house` is the city's address, `house_key` its public key (hex)."""

    port: int
    house: str
    house_key: str
    schemas: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, Mapping[str, Mapping[str, str]]]
    key: crypto.Sm2Key = field(default_factory=crypto.sm2_generate)
    state: State = field(default_factory=State)

    @property
    def public_key(self) -> str:
        """By which the house checks what comes from here."""
        return self.key.public.hex()

    def serve(self) -> None:
        """Answer until the process ends."""
        simulator = self

        class Handler(_Handler):
            here = simulator

        ThreadingHTTPServer(("127.0.0.1", self.port), Handler).serve_forever()

    def sign(self, text: bytes) -> str:
        return base64.b64encode(crypto.sm2_sign(self.key.private, text)).decode()

    def receive(self, platform: str, message: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """One message of the house: checked, held, and receipted later out of band."""
        if self.state.strikes("fail"):
            return 500, {"error": "simulated failure"}
        if self.state.strikes("lose"):
            return 202, {"received": True, "receipt": "lost"}
        if self.state.strikes("reject"):
            return 422, {"problems": {"task_code": "simulated: not in the catalogue"}}
        if wrong := self._wrong(platform, message):
            return 422, {"problems": wrong}
        identifier, body = str(message["message_id"]), message["body"]
        project = str(body.get("project_no", body.get("XK_WSH", "")))[-_UNPREFIXED:]
        self.state.take(
            identifier,
            Held(platform, str(message["day"]), str(message["kind"]), str(message["digest"]), project),
        )
        times = 2 if self.state.strikes("duplicate") else 1
        receipt = {
            "kind": "ack",
            "message_id": identifier,
            "accepted": True,
            "receipt": f"模拟-{identifier[:8]}",
        }
        threading.Thread(target=self._acknowledge, args=(platform, receipt, times), daemon=True).start()
        return 202, {"received": True}

    def _wrong(self, platform: str, message: Mapping[str, Any]) -> dict[str, str]:
        kind, body = str(message.get("kind")), message.get("body")
        if kind not in self.schemas or not isinstance(body, dict):
            return {"kind": "unknown"}
        canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        if crypto.sm3(canonical).hex() != message.get("digest"):
            return {"digest": "does not fit the body"}
        renamed = self.fields.get(platform, {}).get(kind, {})
        probe = mapped({name: f"={name}" for name in self.schemas[kind]}, renamed)
        schema = {target: self.schemas[kind].get(target, "optional text 2000") for target in probe}
        return problems(schema, body)

    def _acknowledge(self, platform: str, receipt: Mapping[str, Any], times: int) -> None:
        time.sleep(self.state.faults.get("delay", 0))
        for _ in range(times):
            for _ in range(_TRIES):
                if self.tell(platform, receipt) < 500:
                    break
                time.sleep(_BETWEEN)

    def tell(self, platform: str, message: Mapping[str, Any]) -> int:
        """Send the house a signed message; returns the HTTP status, 599 when it does not answer."""
        path = "/openapi/docking/v1/messages"
        body = json.dumps(message, ensure_ascii=False).encode()
        moment, nonce = str(int(time.time())), secrets.token_hex(16)
        text = signing.request_text(
            party=platform, method="POST", path=path, time=moment, nonce=nonce, body=body
        )
        headers = {
            signing.PARTY: platform,
            signing.TIME: moment,
            signing.NONCE: nonce,
            signing.SIGNATURE: self.sign(text),
            "Content-Type": "application/json",
        }
        asked = urllib.request.Request(f"{self.house}{path}", data=body, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 599


class _Handler(BaseHTTPRequestHandler):
    """Signed: `/<platform>/messages`, `/ping`, `/reconciliation`. By hand: `/control`, `/emit`, `/seen`."""

    here: Simulator
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """A message, a ping, or what a test tells the simulator to do."""
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size) if 0 <= size <= _LARGEST else b""
        try:
            message = json.loads(body)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            self._answer(400, {"error": "no JSON object"})
            return
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        if parts == ["control"]:
            with self.here.state.lock:
                self.here.state.faults.update({str(name): float(value) for name, value in message.items()})
            self._answer(200, {})
        elif parts == ["forget"]:
            with self.here.state.lock:
                self.here.state.held.pop(str(message.get("message_id")), None)
                self.here.state.order = [one for one in self.here.state.order if one in self.here.state.held]
            self._answer(200, {})
        elif len(parts) == 2 and parts[0] == "emit":
            self._answer(200, {"status": self.here.tell(parts[1], message)})
        elif len(parts) == 2 and parts[1] in ("messages", "ping"):
            if self._authentic(body):
                status, answer = (
                    (200, message) if parts[1] == "ping" else self.here.receive(parts[0], message)
                )
                self._answer(status, answer)
        else:
            self._answer(404, {"error": "no such address"})

    def do_GET(self) -> None:
        """A day to compare, what was seen, or what this is."""
        address = urlsplit(self.path)
        parts = [part for part in address.path.split("/") if part]
        if parts == ["seen"]:
            self._answer(200, {"messages": self.here.state.seen()})
        elif not parts:
            self._answer(200, {"name": "上级平台模拟器（模拟）", "simulated": True})
        elif len(parts) >= 2 and parts[1] == "reconciliation":
            if self._authentic(b""):
                day = parse_qs(address.query).get("day", [""])[0]
                listed = len(parts) > 2
                state = self.here.state
                self._answer(
                    200, {"messages": state.day(parts[0], day)} if listed else state.summary(parts[0], day)
                )
        else:
            self._answer(404, {"error": "no such address"})

    def _authentic(self, body: bytes) -> bool:
        told = {name: self.headers.get(name, "") for name in (signing.PARTY, signing.TIME, signing.NONCE)}
        text = signing.request_text(
            party=told[signing.PARTY],
            method=self.command,
            path=self.path,
            time=told[signing.TIME],
            nonce=told[signing.NONCE],
            body=body,
        )
        try:
            signature = base64.b64decode(self.headers.get(signing.SIGNATURE, ""), validate=True)
        except ValueError:
            signature = b""
        good = (
            signing.in_time(told[signing.TIME], datetime.now(UTC))
            and crypto.sm2_verify(bytes.fromhex(self.here.house_key), text, signature)
            and self.here.state.fresh(told[signing.NONCE])
        )
        if not good:
            self._answer(401, {"error": "the signature does not hold"})
        return good

    def _answer(self, status: int, body: Mapping[str, Any]) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        text = signing.answer_text(nonce=self.headers.get(signing.NONCE, ""), status=status, body=data)
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Simulated", "yes")
        self.send_header(signing.SIGNATURE, self.here.sign(text))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the library's name)
        """Nothing: the test or the operator asks `/seen`."""
