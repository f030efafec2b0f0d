"""Writing a fact into the outbox."""

import json

from django.db import connection

from yiwang.bus.rules.codec import encode
from yiwang.bus.subscriptions import handlers_of
from yiwang.bus.types import Fact
from yiwang.bus.wakeup import wake_after_commit

_INSERT = """
    WITH fact AS (
        INSERT INTO bus_outbox (name, subject, payload) VALUES (%s, %s, %s::jsonb) RETURNING id, subject
    ), deliveries AS (
        INSERT INTO bus_delivery (fact_id, handler, subject)
        SELECT fact.id, handler, fact.subject FROM fact, unnest(%s::text[]) AS handler
    )
    SELECT id FROM fact
"""


def publish(fact: Fact) -> int:
    """Have a fact delivered once the current transaction commits, and never if it does not; returns its number."""
    handlers = handlers_of(fact.name)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [fact.name, fact.subject, json.dumps(encode(fact)), handlers])
        (number,) = cursor.fetchone()
    if handlers:
        wake_after_commit()
    return int(number)
