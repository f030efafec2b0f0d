"""From a CSV file into the lake: our load, with judging, checkpoints and reconciliation, against dlt and a bare COPY.

`python -m bench.data.collection 10000000`. dlt lives in an environment of its own, whose Python
`YIWANG_BENCH_DLT` names; without one it is skipped and said. Counts are compared before any time is printed.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from bench.results import Figure, write
from bench.support.own_database import own_database

HERE = Path(__file__).parent
COLUMNS = "resident_id,name,address,mobile,since,monthly_amount,updated_at"


def main(rows: int) -> None:
    """Measure at `rows` rows of seven columns."""
    with own_database():
        from django.conf import settings

        work = Path(settings.VAR) / "bench-collection"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        file = work / "allowance.csv"
        _write(file, rows)
        bare = _bare(file, work / "bare.parquet", rows)
        ours = _ours(file, rows)
        size = f"{rows:,} rows of 7 columns, {file.stat().st_size / 2**20:.0f} MB, 2 cores"
        figures = [
            Figure("collection-load", rows / ours, "rows/s", "≥ 200,000", "DuckDB COPY", ours / bare, size),
        ]
        peer = _dlt(file, work / "dlt", rows)
        if peer is not None:
            figures.append(
                Figure(
                    "collection-against-dlt",
                    ours,
                    "s",
                    "≤ 1 × of dlt, which judges nothing",
                    "dlt",
                    ours / peer,
                    size,
                )
            )
        write("collection", figures)


def _write(file: Path, rows: int) -> None:
    duckdb.execute(
        "COPY (SELECT '3716021960' || lpad(i::VARCHAR, 8, '0') AS resident_id, '王' || i % 97 AS name, "
        "'滨州市滨城区黄河五路' || i % 1000 || '号' AS address, '138' || lpad(i::VARCHAR, 8, '0') AS mobile, "
        "DATE '2020-01-01' + (i % 1000)::INTEGER AS since, (i % 1000) / 10 AS monthly_amount, "
        "TIMESTAMP '2026-01-01' + INTERVAL (i % 100000) SECOND AS updated_at "
        f"FROM range({int(rows)}) AS made(i)) TO '{file}' (FORMAT csv, HEADER)"
    )


def _bare(file: Path, out: Path, rows: int) -> float:
    began = time.monotonic()
    session = duckdb.connect(config={"threads": 2})
    session.execute(f"COPY (SELECT * FROM read_csv('{file}')) TO '{out}' (FORMAT parquet, COMPRESSION zstd)")
    seconds = time.monotonic() - began
    _equal("DuckDB COPY", session.execute(f"SELECT count(*) FROM '{out}'").fetchone(), rows)
    return seconds


def _ours(file: Path, rows: int) -> float:
    from tests.collection.conftest import BY, declare, define

    from yiwang.collection import api as collection

    define()
    declare("bench")
    os.link(file, collection.drop_folder("bench") / "allowance.csv")
    began = time.monotonic()
    done = collection.load("bench", by=BY, transaction_id="bench")
    seconds = time.monotonic() - began
    _equal("ours", (done.landed_rows,), rows)
    return seconds


def _dlt(file: Path, folder: Path, rows: int) -> float | None:
    python = os.environ.get("YIWANG_BENCH_DLT", "")
    if not python:
        print("dlt is skipped: YIWANG_BENCH_DLT names no Python that has it", flush=True)
        return None
    folder.mkdir()
    command = [python, str(HERE / "peer_dlt.py"), str(file), str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(told.strip().splitlines()[-1])
    _equal("dlt", (found["rows"],), rows)
    return float(found["seconds"])


def _equal(who: str, found: tuple[object, ...] | None, rows: int) -> None:
    if found != (rows,):
        raise SystemExit(f"{who}: {found} rows instead of {rows}; no time is printed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
