"""Taking what platforms send: receipts for our messages, and what ministries' systems did with our cases (回流)."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM
from yiwang.bus import api as bus
from yiwang.cases import api as cases
from yiwang.crypto import api as crypto
from yiwang.docking import wire
from yiwang.docking.errors import BadMessage
from yiwang.docking.facts import MinistryAnswered
from yiwang.docking.models import Attempt, Message, Party
from yiwang.docking.models import Received as Row
from yiwang.docking.services.authenticate import Known
from yiwang.docking.tasks import go_on
from yiwang.text import Text

_MINISTRY = ("ministry.process", "ministry.result")
_LONGEST = 500


def receive_message(sender: Known, message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take one message of a platform and say what became of it; the same `message_id` again changes nothing.

    Raises:
        BadMessage: not from a platform, of an unknown kind, or malformed.
    """
    identifier, kind = message.get("message_id"), message.get("kind")
    if sender.kind != "platform":
        raise BadMessage({"party": "is no platform"})
    if not isinstance(identifier, str) or not 0 < len(identifier) <= 64:
        raise BadMessage({"message_id": "missing"})
    if kind == "ack":
        return _receipt(sender, identifier, message)
    if kind in _MINISTRY:
        return _ministry(sender, identifier, str(kind), message)
    raise BadMessage({"kind": f"must be ack, {' or '.join(_MINISTRY)}"})


def _receipt(sender: Known, identifier: str, message: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(message.get("accepted"), bool):
        raise BadMessage({"accepted": "must be true or false"})
    with transaction.atomic():
        row = Message.objects.select_for_update().filter(message_id=identifier, platform=sender.slug).first()
        if row is None:
            raise BadMessage({"message_id": "we sent no such message"})
        now = timezone.now()
        if row.state != "acknowledged":
            _settle(row, message)
            line = Message.objects.filter(platform=sender.slug, subject=row.subject, state="waiting")
            if row.state == "acknowledged" and line.exists():
                bus.defer(go_on, platform=sender.slug)
        Party.objects.filter(pk=sender.slug).update(last_ack_at=now, last_contact_at=now)
    return {"state": row.state}


def _settle(row: Message, message: Mapping[str, Any]) -> None:
    now = timezone.now()
    if message["accepted"]:
        row.state, row.acknowledged_at, row.error = "acknowledged", now, ""
        row.receipt = str(message.get("receipt", ""))[:120]
        outcome, detail = "acknowledged", row.receipt
    else:
        detail = json.dumps(message.get("problems", {}), ensure_ascii=False)[:1000]
        row.state, row.error, outcome = "dead", detail, "rejected"
    row.save()
    Attempt.objects.create(message=row, at=now, outcome=outcome, detail=detail)


def _ministry(sender: Known, identifier: str, kind: str, message: Mapping[str, Any]) -> Mapping[str, Any]:
    body = message.get("body")
    text = body.get("text") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(text, str) or not text.strip():
        raise BadMessage({"body.text": "missing"})
    number = str(body.get("project_no", ""))
    number = number[-21:] if len(number) > 21 else number
    digest = wire.digest(body)
    standing = Row.objects.filter(party=sender.slug, message_id=identifier).first()
    if standing is None:
        try:
            with transaction.atomic():
                standing = _take(sender, identifier, kind, body, digest, number)
        except IntegrityError:
            standing = Row.objects.get(party=sender.slug, message_id=identifier)
    if standing.digest != digest:
        raise BadMessage({"message_id": "stands for another message already"})
    return {"received": True, "matched": standing.outcome == "timeline"}


def _take(
    sender: Known, identifier: str, kind: str, body: Mapping[str, Any], digest: str, number: str
) -> Row:
    by = str(body.get("system", "") or sender.slug)[:80]
    step = str(body.get("step" if kind == "ministry.process" else "result", ""))[:100]
    said = "；".join(part for part in (step, str(body["text"]).strip()) if part)[:_LONGEST]
    try:
        with transaction.atomic():
            cases.note(
                actor=SYSTEM("docking"),
                number=number,
                kind="ministry",
                text=Text(f"{by}回传：{said}", f"From {by}: {said}"),
                transaction_id=f"{sender.slug}:{identifier}"[:64],
            )
        outcome, note = "timeline", said
    except cases.NoSuchCase:
        # Kept and shown to the operator; the sender has done its part.
        outcome, note = "unmatched", said
    row = Row.objects.create(
        party=sender.slug,
        message_id=identifier,
        kind=kind,
        digest=digest,
        sealed=crypto.seal_field(json.dumps(body, ensure_ascii=False)),
        case_number=number[:21],
        outcome=outcome,
        note=note,
        at=timezone.now(),
    )
    if outcome == "timeline":
        bus.publish(MinistryAnswered(party=sender.slug, message_id=identifier, kind=kind, case_number=number))
    return row
