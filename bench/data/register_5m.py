"""How long one new record takes to find its entity in a large register.

`python -m bench.data.register_5m 5000000`. The register is filled the way millions of rows go (lake, then a merged
snapshot), then records are resolved one by one: with a known number; with a wrong digit in it, but the name, birthday
and telephone; without a number, the name written by sound; and strangers. Every decision is checked against the truth
before a time is printed. The baseline is the bare indexed SELECT by number on the same connection.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

import duckdb

from bench.data import people_events
from bench.results import Figure, write
from bench.support.own_database import own_database

TABLE = "ods.person_event"
MOST = 5_000_000
BATCH = 1_000_000
ASKED = 2_000
_WARM = 100
_PERSON = ("resident_id", "name", "sex", "birthday", "mobile", "address", "village_code")
#: Characters of the generator's names that are read the same.
_SOUNDS = {
    "伟": "玮",
    "芳": "方",
    "静": "净",
    "明": "铭",
    "军": "君",
    "英": "莺",
    "建": "健",
    "文": "雯",
    "红": "洪",
}


def main(rows: int) -> None:
    """Measure a register of `rows` persons, `MOST` at most; results go to bench/results/register_5m.json."""
    with own_database():
        run(min(rows, MOST))


def run(rows: int) -> None:
    """The bench itself, in a database that is there."""
    from django.db import connection

    from bench.data import event_kind
    from yiwang.access.api import SYSTEM
    from yiwang.entities import api as entities

    by = SYSTEM("bench")
    event_kind.define(by)
    with duckdb.connect(config={"threads": 2, "memory_limit": "3GB"}) as duck:
        duck.execute(
            f"CREATE TABLE people AS SELECT row_number() OVER () AS p, * FROM ({people_events.people_sql(rows, 7)})"
        )
        seconds = _fill(duck, by)
        asked = list(_questions(duck))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    random.Random(5).shuffle(asked)
    for _, record, _ in asked[:_WARM]:
        entities.resolve("person", record)
    waits: dict[str, list[float]] = {}
    wrong: dict[str, int] = {}
    looked: dict[str, int] = {}
    for sort, record, number in asked:
        began = time.perf_counter()
        found = entities.resolve("person", record)
        waits.setdefault(sort, []).append((time.perf_counter() - began) * 1000)
        truth = entities.key_index("person", number) if number else None
        if found.decision == "review":
            # A steward looks: no mistake when the right one is offered, or when nobody is.
            looked[sort] = looked.get(sort, 0) + 1
            bad = truth is not None and truth not in {entity for entity, _ in found.candidates}
        else:
            bad = found.entity_id != truth
        wrong[sort] = wrong.get(sort, 0) + bad
    for sort, count in wrong.items():
        print(
            f"  {sort}: {len(waits[sort])} asked, {looked.get(sort, 0)} to a steward, {count} wrong",
            flush=True,
        )
    if sum(wrong.values()) > len(asked) // 1000:
        raise SystemExit(f"{sum(wrong.values())} decisions of {len(asked)} are wrong; no time is printed")
    _report(
        rows, waits, looked, sum(wrong.values()), _bare([number for _, _, number in asked if number]), seconds
    )


def _fill(duck: duckdb.DuckDBPyConnection, by: Any) -> float:
    """Everybody through the bulk path; gives the seconds of merging."""
    from yiwang.entities import api as entities
    from yiwang.lake import api as lake

    columns = [lake.Column(one, "string") for one in (*_PERSON, "event_id")]
    lake.define_table(TABLE, [*columns, lake.Column("updated_at", "timestamp")], by=by)
    (count,) = duck.execute("SELECT count(*) FROM people").fetchone() or (0,)
    merging = 0.0
    for start in range(0, count, BATCH):
        data = duck.execute(
            f"SELECT {', '.join(_PERSON)}, 'E' || p AS event_id, TIMESTAMP '2026-10-01' AS updated_at FROM people"
            f" WHERE p > {start} AND p <= {start + BATCH}"
        ).to_arrow_table()
        landed = lake.append(TABLE, data, load_id=f"batch-{start}", by=by)
        began = time.perf_counter()
        entities.merge_snapshot("person", "person-event", TABLE, landed.snapshot_id, by=by)
        merging += time.perf_counter() - began
        print(f"  {min(start + BATCH, count):,} persons, {merging:.0f} s of merging", flush=True)
    return merging


def _questions(duck: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, dict[str, str], str]]:
    """(sort, record as attributes, number of the person it is of or empty), a quarter of each sort."""
    draw = random.Random(4)
    rows = duck.execute(
        f"SELECT {', '.join(_PERSON)} FROM people QUALIFY count(*) OVER (PARTITION BY resident_id) = 1"
        f" ORDER BY hash(p) LIMIT {ASKED * 2}"
    ).fetchall()
    people = [dict(zip(_PERSON, row, strict=True)) for row in rows]
    for one in people:
        one["sex"] = {"1": "男", "2": "女"}[one["sex"]]
    quarter = min(ASKED // 4, len(people) // 4)
    for one in people[:quarter]:
        yield "known number", one, one["resident_id"]
    for one in people[quarter : 2 * quarter]:
        number = one["resident_id"]
        spoiled = number[:16] + str((int(number[16]) + draw.randrange(1, 10)) % 10) + number[17:]
        yield "wrong digit", {**one, "resident_id": spoiled, "address": ""}, number
    heard = [one for one in people[2 * quarter :] if any(char in _SOUNDS for char in one["name"][1:])]
    for one in heard[:quarter]:
        name = one["name"][0] + "".join(_SOUNDS.get(char, char) for char in one["name"][1:])
        yield "by sound, no number", {**one, "resident_id": "", "name": name}, one["resident_id"]
    for at in range(quarter):
        yield "stranger", _stranger(draw, at), ""


def _stranger(draw: random.Random, at: int) -> dict[str, str]:
    """Somebody no generator made: another surname, telephone and address."""
    from yiwang.codes import api as codes

    born = f"{draw.randrange(1940, 2015)}{draw.randrange(1, 13):02}{draw.randrange(1, 29):02}"
    body = f"110101{born}{at % 1000:03}"
    number = body + codes.resident_id_check_digit(body) if at % 2 else ""
    return {
        "resident_id": number,
        "name": draw.choice("欧慕端司") + draw.choice("阳容木徒") + draw.choice("伟芳娜敏静"),
        "sex": draw.choice("男女"),
        "birthday": f"{born[:4]}-{born[4:6]}-{born[6:]}",
        "mobile": f"2{draw.randrange(10**10):010}",
        "address": f"北京市东城区长安街{at}号",
    }


def _bare(numbers: list[str]) -> list[float]:
    """Milliseconds of the plain SELECT by number."""
    from django.db import connection

    from yiwang.entities import api as entities
    from yiwang.entities.rules.prepare import number_index

    kind = entities.kind_of("person")
    waits = []
    with connection.cursor() as cursor:
        for number in numbers:
            index = number_index(kind, number)
            began = time.perf_counter()
            cursor.execute("SELECT entity FROM entities_record WHERE number = %s", [index])
            if cursor.fetchone() is None:
                raise SystemExit("the baseline finds nobody; no time is printed")
            waits.append((time.perf_counter() - began) * 1000)
    return waits


def _report(
    rows: int,
    waits: dict[str, list[float]],
    looked: dict[str, int],
    wrong: int,
    bare: list[float],
    seconds: float,
) -> None:
    every = [one for some in waits.values() for one in some]
    size = f"{rows:,} persons, {len(every):,} asked, {sum(looked.values())} to a steward, {wrong} wrong"
    baseline = _percentile(bare, 95)
    peer = f"the bare SELECT by number (p50 {statistics.median(bare):.2f} ms, p95 {baseline:.2f} ms)"
    p95 = _percentile(every, 95)
    figures = [
        Figure(
            "resolve-p50",
            statistics.median(every),
            "ms",
            "",
            peer,
            statistics.median(every) / statistics.median(bare),
            size,
        ),
        Figure("resolve-p95", p95, "ms", "< 20 at 5,000,000", peer, p95 / baseline, size),
        *(
            Figure(
                f"resolve-p95-{sort.replace(', ', '-').replace(' ', '-')}",
                _percentile(some, 95),
                "ms",
                "",
                "",
                None,
                f"{len(some):,} asked",
            )
            for sort, some in sorted(waits.items())
        ),
        Figure("register-merge-rate", rows / seconds, "rows/s", "", "", None, size),
    ]
    write("register_5m", figures)


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
