"""A department's own system, as its programmer would write it from docs/docking.md: SM2, SM3 and HTTP."""

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from yiwang.crypto import api as crypto

API = "/openapi/docking/v1"


@dataclass
class VerticalSystem:
    """A system with a key of its own, speaking to a house."""

    house: str
    party: str
    key: crypto.Sm2Key = field(default_factory=crypto.sm2_generate)

    @property
    def public_key(self) -> str:
        return self.key.public.hex()

    def request(
        self, method: str, path: str, body: bytes = b"", *, nonce: str = "", moment: int | None = None
    ) -> httpx.Request:
        """A signed request."""
        nonce, told = nonce or secrets.token_hex(16), str(int(time.time()) if moment is None else moment)
        text = "\n".join([self.party, method, path, told, nonce, crypto.sm3(body).hex()]).encode()
        headers = {
            "X-Docking-Party": self.party,
            "X-Docking-Time": told,
            "X-Docking-Nonce": nonce,
            "X-Docking-Signature": base64.b64encode(crypto.sm2_sign(self.key.private, text)).decode(),
        }
        return httpx.Request(method, f"{self.house}{path}", content=body, headers=headers)

    def send(self, request: httpx.Request) -> httpx.Response:
        """Send it, and check that the answer is signed by the house for this very request."""
        with httpx.Client(timeout=30) as client:
            answer = client.send(request)
        house_key = bytes.fromhex(httpx.get(f"{self.house}{API}/key").json()["public_key"])
        nonce = request.headers["X-Docking-Nonce"]
        text = "\n".join(["answer", nonce, str(answer.status_code), crypto.sm3(answer.content).hex()])
        signature = base64.b64decode(answer.headers["X-Docking-Signature"])
        assert crypto.sm2_verify(house_key, text.encode(), signature)
        return answer

    def post(self, path: str, message: Any, **options: Any) -> httpx.Response:
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return self.send(self.request("POST", f"{API}{path}", body, **options))

    def get(self, path: str) -> httpx.Response:
        return self.send(self.request("GET", f"{API}{path}"))
