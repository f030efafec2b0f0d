"""Delivering facts to handlers."""

import json
import threading
from dataclasses import dataclass

import structlog
from django.db import connection, transaction

from yiwang.bus.rules.backoff import is_given_up, wait_seconds
from yiwang.bus.rules.codec import decode
from yiwang.bus.subscriptions import known_handlers, subscription
from yiwang.bus.wakeup import listen

log = structlog.get_logger("yiwang.bus")

BATCH = 20
#: Seconds between look-rounds where no wake-up comes; retries that fall due are found then.
LOOK_ROUND = 1.0

# A delivery may go when nothing of its subject waits before it in its handler's line. `SKIP LOCKED` leaves what another
# dispatcher holds; what stands behind that is still not first in line, because the held row keeps waiting until it commits.
_CLAIM = """
    SELECT d.id, d.handler, d.attempts, f.name, f.payload
    FROM bus_delivery d JOIN bus_outbox f ON f.id = d.fact_id
    WHERE d.state = 'waiting' AND d.due_at <= clock_timestamp() AND d.handler = ANY(%s)
      AND NOT EXISTS (
        SELECT 1 FROM bus_delivery before
        WHERE before.state = 'waiting' AND before.handler = d.handler AND before.subject = d.subject
          AND before.fact_id < d.fact_id)
    ORDER BY d.fact_id
    LIMIT %s
    FOR UPDATE OF d SKIP LOCKED
"""
_DONE = "UPDATE bus_delivery SET state = 'done', done_at = clock_timestamp(), error = '' WHERE id = %s"
_FAILED = """
    UPDATE bus_delivery SET attempts = %s, state = %s, error = %s,
        due_at = clock_timestamp() + make_interval(secs => %s)
    WHERE id = %s
"""


@dataclass(frozen=True)
class _Claim:
    id: int
    handler: str
    attempts: int
    fact: str
    payload: str


def dispatch_once(limit: int = BATCH) -> int:
    """Deliver up to `limit` facts that are first in their lines; returns how many were tried.

    All of them commit together, each handler in a savepoint of its own: one that fails undoes only itself and is
    tried again later.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [known_handlers(), limit])
        claims = [_Claim(*row) for row in cursor.fetchall()]
        for claim in claims:
            problem = _deliver(claim)
            if problem is None:
                cursor.execute(_DONE, [claim.id])
            else:
                _note_failure(claim, problem)
    return len(claims)


def drain() -> int:
    """Deliver until nothing is due; returns how many deliveries were tried."""
    total = 0
    while count := dispatch_once():
        total += count
    return total


def run_dispatcher(stop: threading.Event, *, look_round: float = LOOK_ROUND) -> None:
    """Deliver until `stop` is set. Raises when the database goes away; start it again when it is back.

    Any number of dispatchers may run at once.
    """

    def work() -> None:
        while not stop.is_set() and dispatch_once():
            pass

    listen(stop, work, look_round=look_round)


def _deliver(claim: _Claim) -> Exception | None:
    subscribed = subscription(claim.handler)
    try:
        with transaction.atomic():
            subscribed.call(decode(subscribed.kind, json.loads(claim.payload)))
    # Whatever a handler raises is kept with the delivery; a lost connection shows again when that is written.
    except Exception as problem:
        return problem
    return None


def _note_failure(claim: _Claim, problem: Exception) -> None:
    failures = claim.attempts + 1
    dead = is_given_up(failures)
    report = log.error if dead else log.warning
    report("bus.delivery-failed", handler=claim.handler, fact=claim.fact, attempt=failures, exc_info=problem)
    text = f"{type(problem).__name__}: {problem}"[:2000]
    values = [failures, "dead" if dead else "waiting", text, wait_seconds(failures), claim.id]
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, values)
