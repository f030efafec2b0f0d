"""A key store over a signature server: private keys stay in hardware, this side only asks."""

from collections.abc import Mapping
from typing import Any

import httpx

from yiwang.crypto.errors import BadKey, SignerDown
from yiwang.crypto.keys import kinds, messages
from yiwang.crypto.keys.types import KeyHandle, KeyKind

_TIMEOUT_SECONDS = 5.0
_RETRIES = 1


class SignatureServerStore:
    """Speaks `messages` over HTTP. A returned signature is checked before it is used."""

    def __init__(self, url: str, secret: bytes) -> None:
        # Retries cover a connection that cannot be made; a request that was sent is not repeated.
        transport = httpx.HTTPTransport(retries=_RETRIES)
        self._http = httpx.Client(base_url=url, timeout=_TIMEOUT_SECONDS, transport=transport)
        self._secret = secret
        self._handles: dict[str, KeyHandle] = {}

    def ensure(self, name: str, kind: KeyKind = "sm2") -> KeyHandle:
        """The server's key of that name, which it makes on first use."""
        if name not in self._handles:
            answer = self._ask("EnsureKey", {"keyName": name, "keyKind": kind})
            self._handles[name] = KeyHandle(
                name, self._bytes(answer, "publicKey"), answer.get("keyKind", kind)
            )
        handle = self._handles[name]
        if handle.kind != kind:
            raise BadKey(f"{name} is a {handle.kind} key, not {kind}")
        return handle

    def sign(self, name: str, data: bytes) -> bytes:
        """Have the server sign; raises SignerDown where it fails or its signature does not verify."""
        answer = self._ask("SignData", {"keyName": name, "inData": messages.pack(data)})
        signature = self._bytes(answer, "signature")
        handle = self._handles.get(name)
        if handle is not None and not kinds.verify(handle.kind, handle.public_key, data, signature):
            raise SignerDown("the returned signature does not verify")
        return signature

    def _ask(self, kind: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        content = messages.request(kind, body)
        headers = {
            "Content-Type": "application/json",
            messages.MAC_HEADER: messages.mac(self._secret, content),
        }
        try:
            reply = self._http.post(f"/{kind}", content=content, headers=headers)
            answer = reply.raise_for_status().json()["respond"]
            result = answer["respValue"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise SignerDown(str(error) or type(error).__name__) from error
        if result != 0:
            raise SignerDown(f"result code {result}")
        return dict(answer)

    def _bytes(self, answer: Mapping[str, Any], field: str) -> bytes:
        try:
            return messages.unpack(answer[field])
        except (KeyError, TypeError, ValueError) as error:
            raise SignerDown(f"the answer has no valid {field}") from error
