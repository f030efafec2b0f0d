"""How fast acts are recorded, placed in the tree and checked, beside the bare database doing the same work untracked."""

import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from bench.results import Figure, write

WRITERS = 4
SECONDS = 2.0
ROUNDS = 4
KINDS = ("bare", "recorded", "sequenced")
BACKLOG = 50_000
DETAIL = {"item": "elderly-card", "outcome": "approved", "rule": "65 岁以上且本市户籍", "seconds": 3}

#: The same columns and indexes without triggers: what recording would cost if nobody could prove anything.
BARE = """
    CREATE TABLE bench_bare (LIKE ledger_entry INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES)
"""
BARE_INSERT = """
    INSERT INTO bench_bare (act, by, subject, person, purpose, detail) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
"""


def main() -> None:
    """Run in a database of its own, durable as in production."""
    with _own_database():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(BARE)
        waits = _measure_writing()
        placed = _place_backlog()
        checked, read = _check()
    rates = {kind: len(found) / (SECONDS * ROUNDS) for kind, found in waits.items()}
    slowest = {kind: sorted(found)[int(len(found) * 0.99)] * 1000 for kind, found in waits.items()}
    size = f"{WRITERS} writers, {ROUNDS}×{SECONDS:g} s in turns, one act a transaction, fsync on"
    write(
        "ledger",
        [
            Figure(
                "record-while-sequencing", rates["sequenced"], "acts/s", "≥ 300", "bare INSERT",
                rates["sequenced"] / rates["bare"], size,
            ),
            Figure(
                "record-alone", rates["recorded"], "acts/s", "≥ 300", "bare INSERT",
                rates["recorded"] / rates["bare"], size,
            ),
            Figure(
                "record-p99-while-sequencing", slowest["sequenced"], "ms", "≤ 2 × without sequencer",
                "p99 without sequencer", slowest["sequenced"] / slowest["recorded"], size,
            ),
            Figure(
                "sequence", placed, "leaves/s", "≥ 3000", "acts/s recorded",
                placed / rates["sequenced"], f"{BACKLOG} waiting",
            ),
            Figure(
                "verify", checked, "leaves/s", "≥ 10000", "reading the same rows",
                checked / read, f"{BACKLOG} leaves and more",
            ),
        ],
    )  # fmt: skip


def _insert_bare(number: int) -> None:
    from django.db import connection, transaction

    from yiwang.ledger.rules.encoding import detail_text

    values = ["cases.decided", "account:1", f"case:{number}", f"person:{number % 5000}", "老年证办理"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BARE_INSERT, [*values, detail_text(DETAIL)])


def _record(number: int) -> None:
    from django.db import transaction

    from yiwang.ledger import api as ledger

    with transaction.atomic():
        ledger.record(
            "cases.decided", by="account:1", subject=f"case:{number}", person=f"person:{number % 5000}",
            purpose="老年证办理", detail=DETAIL,
        )  # fmt: skip


def _measure_writing() -> dict[str, list[float]]:
    """Seconds that each act took, by kind. The kinds take turns, so that all of them meet the same machine."""
    context = multiprocessing.get_context("spawn")
    ready, answers = context.Barrier(WRITERS + 1), context.Queue()
    processes = [context.Process(target=_write, args=(ready, answers)) for _ in range(WRITERS)]
    processes.append(context.Process(target=_sequence_in_turn, args=(ready,)))
    for process in processes:
        process.start()
    waits: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(WRITERS):
        for kind, found in answers.get().items():
            waits[kind] += found
    for process in processes:
        process.join()
    return waits


def _write(ready: Barrier, answers: "Queue[dict[str, list[float]]]") -> None:
    _django()
    waits: dict[str, list[float]] = {kind: [] for kind in KINDS}
    _record(0)  # opens the connection
    for _ in range(ROUNDS):
        for kind in KINDS:
            act = _insert_bare if kind == "bare" else _record
            ready.wait()
            until = time.perf_counter() + SECONDS
            while (began := time.perf_counter()) < until:
                act(len(waits[kind]))
                waits[kind].append(time.perf_counter() - began)
    answers.put(waits)


def _sequence_in_turn(ready: Barrier) -> None:
    _django()
    from yiwang.ledger import api as ledger

    def catch_up() -> None:
        while ledger.sequence(1000) >= 1000:
            pass

    for _ in range(ROUNDS):
        for kind in KINDS:
            catch_up()
            ready.wait()
            until = time.perf_counter() + SECONDS
            while time.perf_counter() < until:
                if kind == "sequenced":
                    catch_up()
                time.sleep(0.2)


def _place_backlog() -> float:
    from django.db import connection

    from yiwang.ledger import api as ledger

    while ledger.sequence(10_000):
        pass
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (act, by, subject, person, purpose, detail)"
            " SELECT 'cases.decided', 'account:1', 'case:' || n, 'person:' || n %% 5000, '老年证办理', '{}'"
            " FROM generate_series(1, %s) n",
            [BACKLOG],
        )
    began = time.perf_counter()
    placed = 0
    while count := ledger.sequence(1000):
        placed += count
    return placed / (time.perf_counter() - began)


def _check() -> tuple[float, float]:
    from django.db import connection

    from yiwang.ledger import api as ledger

    began = time.perf_counter()
    report = ledger.verify_log()
    checked = report.size / (time.perf_counter() - began)
    assert report.ok, report
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for start in range(0, report.size, 5000):
            cursor.execute(
                "SELECT e.*, l.index, l.hash FROM ledger_leaf l JOIN ledger_entry e ON e.id = l.entry_id"
                " WHERE l.index >= %s AND l.index < %s ORDER BY l.index",
                [start, start + 5000],
            )
            cursor.fetchall()
    return checked, report.size / (time.perf_counter() - began)


@contextmanager
def _own_database() -> Iterator[None]:
    from yiwang.project import database

    with tempfile.TemporaryDirectory(prefix="yiwang-bench-") as folder:
        os.environ["YIWANG_VAR"] = folder
        Path(folder).chmod(0o755)
        database.start()
        try:
            _django()
            from django.core.management import call_command

            call_command("migrate", "ledger", verbosity=0)
            yield
        finally:
            database.stop()


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.project.settings")
    django.setup()
