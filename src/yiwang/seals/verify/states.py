"""The city's signed list of certificates that are not in force: for checking a state without a network.

A certificate that is not on the list was in force when the list was made; so the list stays short and tells nothing about
people whose certificates are in order.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.crypto.api import check_chain, read_certificate, sm2_verify
from yiwang.seals.errors import BadStateList
from yiwang.seals.verify.anchors import TrustAnchors
from yiwang.text import Text

FORMAT = "yiwang-states/1"


@dataclass(frozen=True)
class StateEntry:
    """One certificate that is not in force: its state code (GB/T 36904 practice, 02 … 07) and since when."""

    state: str
    since: datetime


@dataclass(frozen=True)
class StateList:
    """What the city said at `issued_at`; ask for a newer list after `next_update`."""

    number: int
    issued_at: datetime
    next_update: datetime
    entries: Mapping[str, StateEntry]


def write_states(states: StateList, *, certificate: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The signed file; `certificate` is the signer's SM2 certificate."""
    body = _canonical(
        {
            "format": FORMAT,
            "number": states.number,
            "issued_at": states.issued_at.isoformat(),
            "next_update": states.next_update.isoformat(),
            "entries": {key: [one.state, one.since.isoformat()] for key, one in states.entries.items()},
        }
    )
    envelope = {
        "list": json.loads(body),
        "certificate": base64.b64encode(certificate).decode(),
        "signature": base64.b64encode(sign(body)).decode(),
    }
    return json.dumps(envelope, ensure_ascii=False, indent=1).encode()


def read_states(data: bytes, anchors: TrustAnchors) -> StateList:
    """The list in a file, after its signature was verified up to an anchor. Raises BadStateList."""
    try:
        envelope = json.loads(data)
        body, certificate = envelope["list"], base64.b64decode(envelope["certificate"], validate=True)
        signature = base64.b64decode(envelope["signature"], validate=True)
        states = _states(body)
        public_key = read_certificate(certificate).public_key
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _bad(Text("状态列表无法识别。", "The state list cannot be read.")) from error
    chain = check_chain(certificate, (), anchors.sm2_roots, at=states.issued_at, crl=anchors.crls)
    if not chain.ok:
        raise _bad(
            Text(
                f"状态列表不是由该城市签发的：{chain.reason.zh}",
                f"The state list was not signed by this city: {chain.reason.en}",
            )
        )
    if not sm2_verify(public_key, _canonical(body), signature):
        raise _bad(Text("状态列表的签名不正确。", "The signature on the state list is wrong."))
    return states


def _states(body: Any) -> StateList:
    if body["format"] != FORMAT:
        raise ValueError(body["format"])
    return StateList(
        int(body["number"]),
        datetime.fromisoformat(body["issued_at"]),
        datetime.fromisoformat(body["next_update"]),
        {
            key: StateEntry(str(state), datetime.fromisoformat(since))
            for key, (state, since) in body["entries"].items()
        },
    )


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bad(message: Text) -> BadStateList:
    return BadStateList(
        message,
        Text(
            "请重新获取状态列表（yiwang states export）。",
            "Get the state list again (`yiwang states export`).",
        ),
    )
