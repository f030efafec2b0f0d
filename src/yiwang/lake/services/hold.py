"""One writer a table."""

from hashlib import sha256

from django.db import connection


def hold(name: str) -> None:
    """Wait until nobody else changes the table, and keep others waiting until this transaction ends.

    Iceberg lets writers race and the slower one begin again. Here they queue: commits take milliseconds, files are
    written before.
    """
    key = int.from_bytes(sha256(f"lake:{name}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
