"""The one scan against a hand-written pass, a checker of its kind, and a row-wise validator; equal counts before any time.

`python -m bench.data.quality 10000000`. Peers live in an environment of their own, `var/bench-peers`; one that cannot be
installed is skipped and said. Each peer states the same rules in its own words and reads the same Parquet files.
"""

import json
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Container
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from bench.data import people_events, person_event
from bench.results import Figure, write
from bench.support.house import django_here

HERE = Path(__file__).parent
ON = date(2026, 11, 25)
NOW = datetime.fromisoformat("2026-11-25T12:00:00")
#: Peer, the way it is written, the most rows it is given, and how many times faster we are to be.
PEERS = (
    ("expectations", "declared", 1_000_000, 20.0),
    ("frictionless", "declared", 100_000, 100.0),
    ("frictionless", "bundled", 100_000, 100.0),
)


def main(rows: int, var: Path | None = None) -> None:
    """Measure at `rows` rows; frictionless, which goes cell by cell, at a hundred thousand and compared by rows a second."""
    django_here()
    work = (var or Path("var")) / "bench-quality"
    shutil.rmtree(work, ignore_errors=True)
    made = people_events.write(work / "in", rows)
    ours_seconds, ours = _best(lambda: ours_counts(made.files))
    hand_seconds, hand = _best(lambda: by_hand(made.files))
    _equal("hand-written DuckDB", {rule: ours[rule] for rule in hand}, hand)
    truth = people_events.truth(made.files)
    _equal("what was planted", {rule: ours[rule] for rule in truth}, truth)
    size = f"{rows:,} rows, {len(ours)} rules, 2 cores"
    figures = [
        Figure("quality-scan", rows / ours_seconds, "rows/s", "≥ 1,000,000", "", None, size),
        Figure(
            "quality-scan-against-hand",
            ours_seconds,
            "s",
            "≤ 2 × of one hand-written DuckDB pass",
            "DuckDB by hand",
            ours_seconds / hand_seconds,
            size,
        ),
    ]
    admit_seconds = _admission(made.files, work)
    figures.append(
        Figure(
            "quality-admit",
            rows / admit_seconds,
            "rows/s",
            "≥ 1,000,000",
            "",
            None,
            size + ", good and bad rows written",
        )
    )
    python = _peers((var or Path("var")) / "bench-peers")
    for peer, way, limit, goal in PEERS:
        figures += _against(peer, way, python, min(rows, limit), goal, made.files, work)
    write("quality", figures)


def ours_counts(files: tuple[Path, ...], only: Container[str] | None = None) -> dict[str, int]:
    """Failing rows by rule, by the one scan, counting only; of all rules, or of some and the types."""
    from yiwang.quality.engine.almanacs import almanac
    from yiwang.quality.engine.counting import count
    from yiwang.quality.engine.references import References
    from yiwang.quality.engine.scan import Scan, input_types, workplace
    from yiwang.quality.rules.compiler import compile_rules

    rules = person_event.ruleset(ON)
    if only is not None:
        rules = replace(rules, rules=tuple(one for one in rules.rules if one.id in only))
    program = compile_rules(rules, input_types(files), now=NOW)
    with workplace() as work:
        scan = Scan(
            rules.resource, program, files, almanac(ON), References({}), rules.key, program.present, work
        )
        return count(scan).failed()


def by_hand(files: tuple[Path, ...]) -> dict[str, int]:
    """The same rules as one would write them for DuckDB alone: one SELECT of counts over the files."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = " + ".join(f"{w} * (ord(resident_id[{n}]) - 48)" for n, w in enumerate(weights, 1))
    shape = "regexp_full_match(resident_id, '[1-9][0-9]{16}[0-9X]')"
    real = "TRY_CAST(resident_id[7:10] || '-' || resident_id[11:12] || '-' || resident_id[13:14] AS DATE)"
    born = f"({real} IS NOT NULL AND {real} BETWEEN DATE '1800-01-01' AND DATE '{ON}')"
    wrong = {
        "id-filled": "resident_id IS NULL OR trim(resident_id) = ''",
        "id-shape": f"resident_id <> '' AND NOT {shape}",
        "id-check": f"{shape} AND '10X98765432'[1 + ({total}) % 11] <> resident_id[18]",
        "id-date": f"{shape} AND NOT {born}",
        "id-region": f"{shape} AND resident_id[1:6] NOT IN (SELECT code FROM regions)",
        "name-filled": "name IS NULL OR trim(name) = ''",
        "name-shape": "name <> '' AND NOT regexp_full_match(name, '[㐀-鿿𠀀-𯿽·]{2,50}')",
        "sex-code": "sex NOT IN ('0', '1', '2')",
        "sex-id": f"{shape} AND {born} AND sex IN ('1', '2') AND (TRY_CAST(resident_id[17] AS INT) % 2 = 1) <> (sex = '1')",
        "birthday-id": f"{shape} AND {born} AND TRY_CAST(birthday AS DATE) <> {real}",
        "type:birthday": "birthday <> '' AND TRY_CAST(birthday AS DATE) IS NULL",
        "mobile-shape": "mobile <> '' AND NOT regexp_full_match(mobile, '1[3-9][0-9]{9}')",
        "address-filled": "address IS NULL OR trim(address) = ''",
        "address-length": "address <> '' AND length(address) NOT BETWEEN 5 AND 200",
        "village-shape": "village_code <> '' AND NOT regexp_full_match(village_code, '[0-9]{12}')",
        "kind-code": "event_kind NOT IN ('birth', 'move', 'marriage', 'insurance', 'visit', 'school', 'permit', 'help')",
        "source-code": "source NOT IN ('police', 'civil', 'insurance', 'health', 'education', 'approval')",
        "amount-range": "TRY_CAST(amount AS DECIMAL(12,2)) NOT BETWEEN 0 AND 1000000",
        "occurred-born": "TRY_CAST(birthday AS DATE) > TRY_CAST(occurred_at AS TIMESTAMP)",
        "updated-order": "TRY_CAST(occurred_at AS TIMESTAMP) > TRY_CAST(updated_at AS TIMESTAMP)",
        "updated-future": f"TRY_CAST(updated_at AS TIMESTAMP) > TIMESTAMP '{NOW + timedelta(minutes=10)}'",
        "updated-fresh": f"TRY_CAST(updated_at AS TIMESTAMP) < TIMESTAMP '{NOW - timedelta(days=3650)}'",
    }
    from yiwang.codes.api import regions_ever

    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    connection.execute("CREATE TABLE regions AS SELECT unnest(?) AS code", [sorted(regions_ever())])
    counts = ", ".join(f"count(*) FILTER ({one})" for one in wrong.values())
    names = [str(file) for file in files]
    query = f"SELECT {counts}, count(*) - count(DISTINCT event_id) FROM read_parquet(?)"
    found = connection.execute(query, [names]).fetchone() or ()
    connection.close()
    return dict(zip((*wrong, "event-once"), found, strict=True))


def _admission(files: tuple[Path, ...], work: Path) -> float:
    from yiwang.quality.api import admit

    begun = time.monotonic()
    found = admit(files=files, ruleset=person_event.ruleset(ON), good=work / "good", bad=work / "bad")
    seconds = time.monotonic() - begun
    names = [str(file) for file in (*found.good_files, *found.bad_files)]
    row = duckdb.execute("SELECT count(*) FROM read_parquet(?, union_by_name = true)", [names]).fetchone()
    assert row is not None
    assert row[0] == found.report.rows, "rows were lost or doubled"
    return seconds


def _facts() -> dict[str, object]:
    """What the peers cannot know: the day, the moment, regions and code lists."""
    from yiwang.codes.api import regions_ever

    lists = {rule.id: rule.parameters.get("values") for rule in person_event.ruleset(ON).rules}
    return {
        "on": ON.isoformat(),
        "now": NOW.isoformat(),
        "regions": sorted(regions_ever()),
        "kinds": lists["kind-code"],
        "sources": lists["source-code"],
    }


def _best(run: Callable[[], dict[str, int]], times: int = 2) -> tuple[float, dict[str, int]]:
    best, found = float("inf"), {}
    for _ in range(times):
        begun = time.monotonic()
        found = run()
        best = min(best, time.monotonic() - begun)
    return best, found


def _equal(peer: str, ours: dict[str, int], theirs: dict[str, int]) -> None:
    odd = {rule: (number, theirs[rule]) for rule, number in ours.items() if number != theirs[rule]}
    if odd:
        raise SystemExit(f"not the same as {peer}: {odd}")
    print(f"the same counts as {peer}: {len(ours)} rules", flush=True)


def _peers(folder: Path) -> Path | None:
    """The Python of the peers' environment; None, and said, when it cannot be made."""
    python = folder / "bin" / "python"
    mark = folder / "installed"
    wanted = (HERE / "requirements-peers.txt").read_text(encoding="utf-8")
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return python
    try:
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements-peers.txt")]
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as wrong:
        print(f"peers are skipped: {wrong}", flush=True)
        return None
    mark.write_text(wanted, encoding="utf-8")
    return python


def _against(
    peer: str, way: str, python: Path | None, rows: int, goal: float, files: tuple[Path, ...], work: Path
) -> list[Figure]:
    """A peer on some rows, and the one scan with the peer's rules on all of them, by rows a second."""
    if python is None:
        return []
    sample = people_events.write(work / peer, rows)
    facts = json.dumps(_facts() | {"way": way})
    command = [str(python), str(HERE / f"peer_{peer}.py"), facts, *map(str, sample.files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{peer} is skipped: {done.stderr.strip()[-300:]}", flush=True)
        return []
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    rules = sorted(answer["failed"])
    ours = ours_counts(sample.files, rules)
    _equal(f"{peer}, {way}", {rule: ours[rule] for rule in rules}, answer["failed"])
    seconds, whole = _best(lambda: ours_counts(files, rules))
    rate = rows / answer["seconds"]
    return [
        Figure(
            f"quality-against-{peer}-{way}",
            rate,
            "rows/s",
            f"we are ≥ {goal:.0f} × faster",
            f"{peer} {answer['version']}, {way}",
            sum(pq.ParquetFile(file).metadata.num_rows for file in files) / seconds / rate,
            f"{rows:,} rows, {len(rules)} rules; ours at the size above, with {len(whole)}",
        )
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
