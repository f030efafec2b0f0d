"""The lake beside what it stands on: landing rows against a bare Parquet file, asking against DuckDB on the same files.

`python -c "from bench.bench_lake import main; main(10_000_000)"` for another size. Rows and answers are compared before
a time counts.
"""

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.results import Figure, write
from bench.support.own_database import own_database

ROWS, ROUNDS, SMALL_LOADS = 1_000_000, 5, 100
NAME = "ods.bench"
MADE = """
    SELECT '3716021960' || lpad(i::VARCHAR, 8, '0') AS resident_id, '王' || i % 97 AS name,
        '滨州市滨城区黄河五路' || i % 1000 || '号' AS address, ((i % 1000) / 10)::DECIMAL(10, 2) AS amount,
        DATE '2020-01-01' + (i % 1000)::INTEGER AS since,
        TIMESTAMP '2026-01-01' + INTERVAL (i % 100000) SECOND AS updated_at
    FROM range(?, ?) AS made(i)
"""
ASKED = (
    "SELECT name, count(*) AS n, sum(amount) AS amount, max(updated_at) AS newest FROM t"
    " WHERE since >= DATE '2021-01-01' GROUP BY name ORDER BY name"
)


def main(rows: int = ROWS) -> None:
    """Measure at `rows` rows of six columns."""
    with own_database():
        import duckdb
        import pyarrow as pa
        import pyarrow.parquet as pq
        from django.conf import settings

        from yiwang.access.api import SYSTEM
        from yiwang.lake import api as lake

        by, session = SYSTEM("bench"), duckdb.connect(config={"threads": 2})
        data: pa.Table = session.execute(MADE, [0, rows]).to_arrow_table()
        columns = [
            lake.Column(name, kind)
            for name, kind in zip(
                data.column_names,
                ("string", "string", "string", "decimal(10,2)", "date", "timestamp"),
                strict=True,
            )
        ]
        lake.define_table(NAME, columns, by=by)
        bare = Path(settings.VAR) / "bare.parquet"

        def write_bare() -> None:
            with bare.open("wb") as file:
                pq.write_table(data, file, compression="zstd", row_group_size=122_880)
                os.fsync(file.fileno())

        bare_write, ours_write = [], []
        for number in range(ROUNDS):
            bare_write.append(_seconds(write_bare))
            ours_write.append(_seconds(partial(lake.append, NAME, data, load_id=f"load:{number}", by=by)))
        _equal(lake.table(NAME).rows, rows * ROUNDS)

        listed = ", ".join(f"'{path}'" for path in lake.files(NAME))
        plain = ASKED.replace("FROM t", f"FROM read_parquet([{listed}])")
        _equal(session.execute(plain).to_arrow_table(), lake.query(ASKED, {"t": NAME}))
        bare_read, ours_read = [], []
        for _ in range(ROUNDS):
            bare_read.append(_seconds(lambda: session.execute(plain).to_arrow_table()))
            ours_read.append(_seconds(lambda: lake.query(ASKED, {"t": NAME})))

        small = data.slice(0, 1000)
        commits = [
            _seconds(partial(lake.append, NAME, small, load_id=f"small:{one}", by=by))
            for one in range(SMALL_LOADS)
        ]
        before = lake.query(ASKED, {"t": NAME})
        merged = _seconds(lambda: lake.compact(NAME, by=by))
        _equal(lake.query(ASKED, {"t": NAME}), before)

    size = f"{rows:,} rows of 6 columns, median of {ROUNDS}, 2 threads"
    write(
        "lake",
        [
            _against("lake-append", ours_write, bare_write, rows, "a bare Parquet file, fsync", "≤ 1.5 ×", size),
            _against(
                "lake-query", ours_read, bare_read, rows * ROUNDS, "DuckDB on the same files", "≤ 1.5 ×", size
            ),
            Figure(
                "lake-commit", statistics.median(commits) * 1000, "ms", "< 100", "", None,
                f"1,000 rows a load, the {SMALL_LOADS} loads after the large ones",
            ),
            Figure(
                "lake-compact", merged, "s", "", "", None,
                f"{ROUNDS} large and {SMALL_LOADS} small files of {rows * ROUNDS + SMALL_LOADS * 1000:,} rows",
            ),
        ],
    )  # fmt: skip


def _against(
    name: str, ours: list[float], bare: list[float], rows: int, peer: str, goal: str, size: str
) -> Figure:
    mine, theirs = statistics.median(ours), statistics.median(bare)
    return Figure(name, round(rows / mine), "rows/s", f"{goal} the time of {peer}", peer, mine / theirs, size)


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _equal(found: Any, expected: Any) -> None:
    if found != expected:
        raise AssertionError(f"the answers differ: {found} is not {expected}")
