"""Sending what is due: first in its line, several lines at once, each outcome written down."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from yiwang.crypto import api as crypto
from yiwang.docking import wire
from yiwang.docking.errors import Unreachable
from yiwang.docking.models import Attempt, Message, Party
from yiwang.docking.platforms import platforms, schemas
from yiwang.docking.rules.mapping import mapped
from yiwang.docking.rules.schedule import pause
from yiwang.docking.rules.schema import problems

BATCH = 16
_AT_ONCE = 8

# A message may go when nothing of its subject stands before it that is not acknowledged. The rows stay locked while they
# are under way: a sender that dies lets go of them at once, and the next one sends again under the same message id.
_CLAIM = """
    SELECT m.id FROM docking_message m
    WHERE m.platform = %s AND m.state IN ('waiting', 'sent') AND m.due_at <= %s
      AND NOT EXISTS (
        SELECT 1 FROM docking_message b
        WHERE b.platform = m.platform AND b.subject = m.subject AND b.id < m.id AND b.state <> 'acknowledged')
    ORDER BY m.id LIMIT %s FOR UPDATE OF m SKIP LOCKED
"""


def deliver(slug: str = "", *, rounds: int = 1000) -> int:
    """Send what is due to one platform, or to all; returns how many sendings that were.

    A platform that does not answer is left alone for a while, and so never keeps the others waiting.
    """
    total = 0
    parties = Party.objects.filter(kind="platform", enabled=True, **({"slug": slug} if slug else {}))
    for party in parties.order_by("slug"):
        for _ in range(rounds):
            sent = _round(party.slug)
            total += sent
            if not sent:
                break
    return total


def _round(slug: str) -> int:
    with transaction.atomic():
        party = Party.objects.get(pk=slug)
        now = timezone.now()
        if not party.enabled or (party.paused_until and party.paused_until > now):
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [slug, now, BATCH])
            claimed = [identifier for (identifier,) in cursor.fetchall()]
        messages = list(Message.objects.filter(pk__in=claimed).order_by("pk"))
        ready = [(message, _request(party, message)) for message in messages]
        outgoing = [(message, asked) for message, asked in ready if asked is not None]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            answers = list(pool.map(_send, [asked for _, asked in outgoing]))
        _write_down(
            party, [(message, answer) for (message, _), answer in zip(outgoing, answers, strict=True)]
        )
    return len(messages)


def _request(party: Party, message: Message) -> wire.Request | None:
    """The signed request, or None where the body is not what its kind must be: that no repetition mends."""
    record = json.loads(crypto.open_field(message.sealed))
    body = mapped(record, platforms()[party.slug].fields.get(message.kind, {}))
    message.digest = wire.digest(body)
    if wrong := problems(schemas()[message.kind], body):
        _kill(message, "schema", json.dumps(wrong, ensure_ascii=False))
        return None
    envelope = {
        "message_id": message.message_id,
        "platform": party.slug,
        "kind": message.kind,
        "day": message.day.isoformat(),
        "body": body,
        "digest": message.digest,
    }
    return wire.request("POST", f"{party.base_url}/messages", envelope, answer_key=party.public_key)


def _send(asked: wire.Request) -> wire.Answer | Unreachable:
    try:
        return wire.send(asked)
    except Unreachable as error:
        return error


def _write_down(party: Party, outcomes: Sequence[tuple[Message, wire.Answer | Unreachable]]) -> None:
    now = timezone.now()
    silent = [answer for _, answer in outcomes if isinstance(answer, Unreachable)]
    for message, answer in outcomes:
        message.attempts += 1
        if isinstance(answer, Unreachable):
            # The line is at fault and not the message: it keeps its place, however long that takes.
            _try(message, "unreachable", answer.why)
            message.error = answer.why[:1000]
            message.save()
        else:
            _answered(party, message, answer, now)
    if not outcomes:
        return
    if len(silent) == len(outcomes):
        party.failures += 1
        party.paused_until = now + pause(party.failures)
        party.last_error = silent[-1].why[:500]
    else:
        party.failures, party.paused_until, party.last_contact_at = 0, None, now
        party.last_error = silent[-1].why[:500] if silent else ""
    party.save(update_fields=["failures", "paused_until", "last_contact_at", "last_error"])


def _answered(party: Party, message: Message, answer: wire.Answer, now: datetime) -> None:
    told = json.dumps(answer.body, ensure_ascii=False)[:1000]
    if answer.status in (200, 201, 202):
        _try(message, "sent", told, answer.milliseconds)
        message.sent_at = now
        if message.state == "sent" and message.attempts > 1:
            message.refusals += 1  # the receipt of the sending before never came
        message.state, message.error = "sent", ""
        message.due_at = now + timedelta(seconds=party.ack_seconds)
        if answer.body.get("acknowledged") is True:
            message.state, message.acknowledged_at = "acknowledged", now
            message.receipt = str(answer.body.get("receipt", ""))[:120]
        elif message.refusals >= platforms()[party.slug].attempts:
            _kill(message, "silent", "no receipt came")
            return
        message.save()
    elif answer.status == 422:
        _kill(message, "refused", told)
    else:
        message.refusals += 1
        if message.refusals >= platforms()[party.slug].attempts:
            _kill(message, "failed", f"HTTP {answer.status} {told}")
            return
        _try(message, "failed", f"HTTP {answer.status} {told}", answer.milliseconds)
        message.error = f"HTTP {answer.status} {told}"[:1000]
        message.due_at = now + pause(message.refusals)
        message.save()


def _kill(message: Message, outcome: str, why: str) -> None:
    _try(message, outcome, why)
    message.state, message.error = "dead", why[:1000]
    message.save()


def _try(message: Message, outcome: str, detail: str, milliseconds: int = 0) -> None:
    Attempt.objects.create(
        message=message,
        at=timezone.now(),
        outcome=outcome,
        detail=detail[:1000],
        milliseconds=milliseconds,
    )
