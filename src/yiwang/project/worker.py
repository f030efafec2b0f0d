"""The background half of the house: delivers facts, seals the ledger, runs tasks. One process, one thread each."""

import os
import signal
import threading
import time
from collections.abc import Callable

import structlog

log = structlog.get_logger("yiwang.worker")

SEQUENCE_EVERY = 0.2
REST_AFTER_FAULT = 2.0


def main() -> None:
    """Run until told to stop; a lost database is waited for, never a reason to die."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.project.settings")
    import django

    django.setup()
    from yiwang.project.observe import configure_logs

    configure_logs()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = [
        threading.Thread(target=_keep_going, args=(name, work, stop), name=name, daemon=True)
        for name, work in (("facts", _facts), ("ledger", _ledger), ("tasks", _tasks))
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join(timeout=10)


def _keep_going(name: str, work: Callable[[threading.Event], None], stop: threading.Event) -> None:
    from django.db import close_old_connections

    while not stop.is_set():
        close_old_connections()
        try:
            work(stop)
        except Exception:
            log.exception("worker.fault", thread=name)
            stop.wait(REST_AFTER_FAULT)


def _facts(stop: threading.Event) -> None:
    from yiwang.bus import api as bus

    bus.run_dispatcher(stop)


def _ledger(stop: threading.Event) -> None:
    from yiwang.ledger import api as ledger

    while not stop.is_set():
        began = time.monotonic()
        # A full batch means more is waiting: go on at once.
        while ledger.sequence(limit=1000) >= 1000 and not stop.is_set():
            pass
        stop.wait(max(0.0, SEQUENCE_EVERY - (time.monotonic() - began)))


def _tasks(stop: threading.Event) -> None:
    from yiwang.bus import api as bus

    bus.run_tasks(stop)


if __name__ == "__main__":
    main()
