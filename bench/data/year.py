"""A year of a city's data: person events checked, landed and merged into the population register, batch after batch.

`python -m bench.data.year 150000000`. Batches of ten million rows are made first and not counted; each is then checked
against 23 rules (`quality.admit`, which writes what may enter as Parquet), committed to the lake (`lake.add_files`) and
merged into the register (`entities.merge_snapshot`). Before a time is printed the counts of planted errors, the rows in
the lake and the golden values of the register are compared with what plain SQL over the same files says.
"""

import os
import shutil
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

import psutil

from bench.data import people_events, person_event
from bench.results import Figure, write
from bench.support.own_database import own_database

BATCH = 10_000_000
POPULATION = 4_000_000
ON = date(2026, 11, 25)
NOW = datetime.fromisoformat("2026-11-25T12:00:00+08:00")
TABLE = "ods.person_event"
GIB = 1 << 30


class Memory:
    """The most memory (resident) this process and the database held; shared pages of the database are counted once."""

    def __init__(self) -> None:
        self.peak = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._stop.wait(0.5):
            held, shared = me.memory_info().rss, 0
            for child in psutil.process_iter(["name", "memory_info"]):
                if child.info["name"] == "postgres" and child.info["memory_info"]:
                    # The shared buffers appear in every backend; private pages are what each adds.
                    held += max(0, child.info["memory_info"].rss - child.info["memory_info"].shared)
                    shared = max(shared, child.info["memory_info"].shared)
            self.peak = max(self.peak, held + shared)


@dataclass
class Times:
    """Seconds of each stage, by batch."""

    check: list[float] = field(default_factory=list)
    land: list[float] = field(default_factory=list)
    merge: list[float] = field(default_factory=list)

    @property
    def whole(self) -> list[float]:
        """Seconds of each batch."""
        return [sum(one) for one in zip(self.check, self.land, self.merge, strict=True)]


def main(rows: int, population: int = POPULATION) -> None:
    """Measure `rows` rows over a population; results go to bench/results/year.json."""
    with own_database():
        run(rows, min(population, rows))


def run(rows: int, population: int) -> None:
    """The bench itself, in a database that is there."""
    from bench.data import event_kind
    from yiwang.access.api import SYSTEM
    from yiwang.entities import api as entities
    from yiwang.lake import api as lake
    from yiwang.quality import api as quality

    by = SYSTEM("bench")
    ruleset = person_event.ruleset(ON)
    columns = [lake.Column(one.name, one.type) for one in ruleset.fields]
    lake.define_table(TABLE, columns, by=by)
    event_kind.define(by)
    work = Path(os.environ["YIWANG_VAR"]) / "year"
    times, landed = Times(), 0
    planted: dict[str, int] = {}
    failed: dict[str, int] = {}
    with Memory() as memory:
        for number, start in enumerate(range(0, rows, BATCH)):
            stop = min(start + BATCH, rows)
            made = people_events.write(work / "in", stop - start, population=population, start=start)
            for rule, struck in people_events.truth(made.files).items():
                planted[rule] = planted.get(rule, 0) + struck
            began = time.perf_counter()
            staged = lake.staging(TABLE, f"batch-{number}")
            admission = quality.admit(
                files=made.files, ruleset=ruleset, good=staged, bad=work / "bad", at=NOW
            )
            checked = time.perf_counter()
            snapshot = lake.add_files(TABLE, admission.good_files, load_id=f"batch-{number}", by=by)
            committed = time.perf_counter()
            entities.merge_snapshot("person", "person-event", TABLE, snapshot.snapshot_id, by=by)
            merged = time.perf_counter()
            times.check.append(checked - began)
            times.land.append(committed - checked)
            times.merge.append(merged - committed)
            for rule, count in admission.report.failed().items():
                failed[rule] = failed.get(rule, 0) + count
            landed += admission.admitted
            shutil.rmtree(work)
            print(
                f"batch {number}: {stop:,} rows · check {times.check[-1]:.1f} s · land {times.land[-1]:.1f} s"
                f" · merge {times.merge[-1]:.1f} s · {memory.peak / GIB:.1f} GiB",
                flush=True,
            )
    _compare({rule: failed.get(rule, 0) for rule in planted}, planted, "planted errors found")
    _compare(lake.table(TABLE).rows, landed, "rows in the lake")
    event_kind.compare(TABLE, by)
    print("✓ golden values", flush=True)
    _report(rows, population, times, memory.peak)


def _compare(got: object, wanted: object, what: str) -> None:
    if got != wanted:
        raise SystemExit(f"{what}: {got} is not {wanted}; no time is printed")
    print(f"✓ {what}", flush=True)


def _report(rows: int, population: int, times: Times, peak: int) -> None:
    whole = times.whole
    size = f"{rows:,} rows, {population:,} persons, 23 rules, 2 cores"
    rate = rows / sum(whole)
    first = min(BATCH, rows) / whole[0]
    write(
        "year",
        [
            Figure("year-minutes", sum(whole) / 60, "min", "≤ 15 at 150,000,000 rows", "", None, size),
            Figure(
                "year-rate",
                rate,
                "rows/s",
                "≥ 0.8 of the first batch's",
                "the first batch",
                rate / first,
                size,
            ),
            Figure("year-check-rate", rows / sum(times.check), "rows/s", "", "", None, size),
            Figure("year-land", sum(times.land), "s", "", "", None, size),
            Figure("year-merge-rate", rows / sum(times.merge), "rows/s", "", "", None, size),
            Figure("year-memory", peak / GIB, "GiB", "< 10", "", None, size),
        ],
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
