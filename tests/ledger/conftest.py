"""Hands that reach past the triggers, as a superuser with bad intentions would."""

import pytest
from django.db import connection

from yiwang.ledger import api as ledger

TABLES = ("entry", "leaf", "node", "head", "pending")


@pytest.fixture
def tamper(db):
    """Runs SQL with the ledger's triggers switched off."""

    def run(sql, *values):
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
            cursor.execute(sql, values)
            assert cursor.rowcount, "the tampering changed nothing"
            for table in TABLES:
                cursor.execute(f"ALTER TABLE ledger_{table} ENABLE TRIGGER USER")

    return run


@pytest.fixture
def write():
    """Records acts on numbered cases; returns their entry numbers."""

    def run(count, **more):
        return [
            ledger.record("tests.act", by="account:1", subject=f"case:{number}", detail={"n": number}, **more)
            for number in range(count)
        ]

    return run
