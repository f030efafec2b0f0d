"""Waking dispatchers in the moment a fact is committed.

NOTIFY inside the business transaction would make all such transactions commit one after the other (PostgreSQL
holds one lock for the whole server from before the commit until after it). So it is sent right after the commit, in a
transaction of its own; should the process die between the two, the dispatchers' own look-round finds the fact.
"""

import threading
from collections.abc import Callable

import psycopg
from django.db import connection, transaction

CHANNEL = "yiwang_facts"
_LISTEN_SLICE = 0.5


def wake_after_commit() -> None:
    """Send one wake-up when the current transaction commits, however many facts it publishes."""
    if not any(entry[1] is _wake for entry in connection.run_on_commit):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


def listen(stop: threading.Event, work: Callable[[], None], *, look_round: float) -> None:
    """Call `work` at the start, after each wake-up, and every `look_round` seconds, until `stop` is set.

    Raises Django's database errors when the server goes away.
    """
    parameters = connection.get_connection_params()
    parameters = {
        name: value for name, value in parameters.items() if name not in ("cursor_factory", "context")
    }
    with connection.wrap_database_errors, psycopg.connect(**parameters, autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        while not stop.is_set():
            work()
            waited = 0.0
            while waited < look_round and not stop.is_set():
                part = min(_LISTEN_SLICE, look_round - waited)
                if any(True for _ in listener.notifies(timeout=part, stop_after=1)):
                    break
                waited += part
