"""Synthetic person-event rows: deterministic by seed, planted errors at a known rate, the truth kept beside.

Persons are drawn from a fixed population; every row says when something happened to one of them, as one of six
departments would hand it in. All columns are texts, as delivered. Everything is made by DuckDB from hashes of the row's
and the person's number, so that any slice of rows is the same whatever slice it was made in.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

#: Counties of the model city with their towns and villages, as codes.
REGIONS = ("371602", "371603", "371621", "371622", "371623", "371625", "371681")
#: Rows in one file; a file is made in one statement.
FILE_ROWS = 1_000_000
COLUMNS = (
    *("event_id", "resident_id", "name", "sex", "birthday", "mobile", "address", "village_code"),
    *("event_kind", "source", "amount", "occurred_at", "updated_at"),
)
#: Share of rows that each planted error strikes.
RATE = 0.002
#: Planted errors, by the rule that must find them: SQL that spoils one column.
ERRORS: dict[str, tuple[str, str]] = {
    "id-filled": ("resident_id", "NULL"),
    "id-shape": ("resident_id", "resident_id[:16]"),
    "id-date": ("resident_id", "resident_id[:10] || '0230' || resident_id[15:]"),
    "id-region": ("resident_id", "'999999' || resident_id[7:]"),
    "id-check": ("resident_id", "resident_id[:17] || CASE WHEN resident_id[18:] = '0' THEN '1' ELSE '0' END"),
    "name-filled": ("name", "'  '"),
    "name-shape": ("name", "name || '9'"),
    "sex-code": ("sex", "'9'"),
    "sex-id": ("sex", "CASE sex WHEN '1' THEN '2' ELSE '1' END"),
    "type:birthday": ("birthday", "'二〇〇〇年'"),
    "birthday-id": ("birthday", "strftime(birthday::DATE + 1, '%Y-%m-%d')"),
    "mobile-shape": ("mobile", "'2' || mobile[2:]"),
    "address-filled": ("address", "''"),
    "address-length": ("address", "'滨州'"),
    "village-shape": ("village_code", "village_code[:11] || 'X'"),
    "village-region": ("village_code", "'990000' || village_code[7:]"),
    "kind-code": ("event_kind", "'whatever'"),
    "source-code": ("source", "'somebody'"),
    "amount-range": ("amount", "'-' || amount"),
    "occurred-born": ("occurred_at", "'1801-01-01 00:00:00'"),
    "updated-order": ("updated_at", "'2001-01-01 00:00:00'"),
    "updated-future": ("updated_at", "'2099-01-01 00:00:00'"),
    "event-once": ("event_id", "'E' || lpad((i - 1)::VARCHAR, 12, '0')"),
}


@dataclass(frozen=True)
class Made:
    """What was written: the files, and how many rows each planted error struck."""

    files: tuple[Path, ...]
    rows: int
    planted: dict[str, int]


def write(
    folder: Path, rows: int, *, population: int = 4_000_000, start: int = 0, seed: int = 7, threads: int = 2
) -> Made:
    """Write `rows` rows, from number `start` (a multiple of a file's rows) on, as Parquet into `folder`.

    The population is made once and kept in memory, some 150 bytes a person.
    """
    folder.mkdir(parents=True, exist_ok=True)
    population = min(population, max(start + rows, 1))
    with duckdb.connect(config={"threads": threads, "memory_limit": "3GB"}) as connection:
        people = connection.execute(people_sql(population, seed)).to_arrow_table().combine_chunks()

    def make(bounds: tuple[int, int]) -> tuple[Path, dict[str, int]]:
        target = folder / f"events-{bounds[0] // FILE_ROWS:05d}.parquet"
        return target, _slice(target, people, *bounds, seed)

    with ThreadPoolExecutor(threads) as pool:
        made = list(pool.map(make, slices(start, start + rows)))
    planted = {error: sum(counted.get(error, 0) for _, counted in made) for error in ERRORS}
    return Made(tuple(target for target, _ in made), rows, planted)


def _slice(target: Path, people: pa.Table, start: int, stop: int, seed: int) -> dict[str, int]:
    """One file; gives how many rows each error struck."""
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as connection:
        events = (
            connection.execute(events_sql(start, stop, people.num_rows, seed))
            .to_arrow_table()
            .combine_chunks()
        )
        persons = people.take(events.column("p"))
        table = pa.table(
            {one: (persons if one in people.column_names else events).column(one) for one in COLUMNS}
        )
        table, counted = _spoiled(connection, table, start, stop, seed)
    pq.write_table(table, target, compression="zstd", row_group_size=1 << 18)
    return counted


def slices(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The slices of row numbers from `first` to `last` (not included), a file each."""
    for start in range(first, last, FILE_ROWS):
        yield start, min(start + FILE_ROWS, last)


def people_sql(population: int, seed: int) -> str:
    """Everybody, in the order of their number."""
    return f"""
    WITH people AS (
        SELECT p, hash(p, {seed + 3}) AS q,
            [{", ".join(f"'{one}'" for one in REGIONS)}][1 + (hash(p, 11) % {len(REGIONS)})::INT] AS region,
            DATE '1936-01-01' + (hash(p, 12) % 32800)::INT AS born,
            1 + (hash(p, 13) % 998)::INT AS serial
        FROM range({population}) r(p)
    ), bodies AS (
        SELECT *, (region || strftime(born, '%Y%m%d') || lpad(serial::VARCHAR, 3, '0')) AS body FROM people
    )
    SELECT
        body || '10X98765432'[1 + ({_remainder()}) % 11] AS resident_id,
        '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张'[1 + (q % 24)::INT]
            || '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建'[1 + (q // 24 % 24)::INT]
            || '文国志玉春海云红金华'[1 + (q // 576 % 10)::INT] AS name,
        CASE WHEN serial % 2 = 1 THEN '1' ELSE '2' END AS sex,
        strftime(born, '%Y-%m-%d') AS birthday,
        '1' || (3 + q % 7)::VARCHAR || lpad((q // 7 % 1000000000)::VARCHAR, 9, '0') AS mobile,
        '山东省滨州市' || region || '街道第' || (q % 900)::VARCHAR || '号' AS address,
        region || '00' || (1 + q % 9)::VARCHAR || lpad((1 + q // 9 % 99)::VARCHAR, 3, '0') AS village_code
    FROM bodies ORDER BY p
    """


def events_sql(start: int, stop: int, population: int, seed: int) -> str:
    """What happened in the rows `start` to `stop` (not included), and to whom (`p`)."""
    return f"""
    WITH numbers AS (
        SELECT i, hash(i, {seed}) AS h, hash(i, {seed + 1}) AS g, (hash(i, {seed + 2}) % {population})::BIGINT AS p,
            TIMESTAMP '2025-01-01' + to_seconds((hash(i, {seed + 1}) % 31536000)::BIGINT) AS happened
        FROM range({start}, {stop}) r(i)
    )
    SELECT p, 'E' || lpad(i::VARCHAR, 12, '0') AS event_id,
        ['birth', 'move', 'marriage', 'insurance', 'visit', 'school', 'permit', 'help'][1 + (h % 8)::INT] AS event_kind,
        ['police', 'civil', 'insurance', 'health', 'education', 'approval'][1 + (h // 8 % 6)::INT] AS source,
        (h // 64 % 100000)::VARCHAR || '.' || lpad((h // 512 % 100)::VARCHAR, 2, '0') AS amount,
        happened::VARCHAR AS occurred_at, (happened + to_hours(1 + (h % 72)::INT))::VARCHAR AS updated_at
    FROM numbers ORDER BY i
    """


def _spoiled(
    connection: duckdb.DuckDBPyConnection, table: pa.Table, start: int, stop: int, seed: int
) -> tuple[pa.Table, dict[str, int]]:
    """The rows with the errors planted, and how many of each. The first row of all is never spoiled."""
    share = round(1 / (RATE * len(ERRORS)))
    chosen = connection.execute(
        f"""SELECT i, (hash(i, {seed + 5}) % {len(ERRORS)})::INT AS kind FROM range({start}, {stop}) r(i)
        WHERE i > 0 AND hash(i, {seed + 4}) % {share} = 0 ORDER BY i"""
    ).fetchnumpy()
    numbers, kinds = np.asarray(chosen["i"]), np.asarray(chosen["kind"])
    struck = table.take(pa.array(numbers - start)).append_column("i", pa.array(numbers))
    connection.register("struck", struck.append_column("kind", pa.array(kinds)))
    cases: dict[str, list[str]] = {}
    for kind, (column, spoiled) in enumerate(ERRORS.values()):
        cases.setdefault(column, []).append(f"WHEN {kind} THEN {spoiled}")
    for column, wrong in cases.items():
        mine = [kind for kind, (one, _) in enumerate(ERRORS.values()) if one == column]
        rows = np.isin(kinds, mine)
        if not rows.any():
            continue
        inside = ", ".join(map(str, mine))
        values = connection.execute(
            f"SELECT CASE kind {' '.join(wrong)} END::VARCHAR AS v FROM struck WHERE kind IN ({inside}) ORDER BY i"
        ).to_arrow_table()
        where = np.zeros(table.num_rows, np.bool_)
        where[numbers[rows] - start] = True
        whole = table.column(column).chunk(0)
        changed = pc.replace_with_mask(whole, pa.array(where), values.combine_chunks().column("v").chunk(0))
        table = table.set_column(table.column_names.index(column), column, changed)
    connection.unregister("struck")
    return table, {error: int((kinds == kind).sum()) for kind, error in enumerate(ERRORS)}


def _remainder() -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    digits = (f"{weight} * (ord(body[{place}]) - 48)" for place, weight in enumerate(weights, 1))
    return " + ".join(digits)


def truth(files: tuple[Path, ...]) -> dict[str, int]:
    """How many rows each rule of one column must find, counted by plain SQL and Python's own code checks.

    Planted errors are told by what they wrote, whatever else they break: so each rule's count is exact.
    """
    where = {
        "id-filled": "resident_id IS NULL",
        "id-shape": "length(resident_id) = 16",
        "id-region": "resident_id LIKE '999999%'",
        "name-filled": "trim(name) = ''",
        "sex-code": "sex = '9'",
        "type:birthday": "birthday LIKE '二%'",
        "mobile-shape": "mobile LIKE '2%'",
        "address-filled": "address = ''",
        "address-length": "address = '滨州'",
        "village-shape": "village_code LIKE '%X'",
        "kind-code": "event_kind = 'whatever'",
        "source-code": "source = 'somebody'",
        "amount-range": "amount LIKE '-%' AND amount <> '-0.00'",
        "updated-future": "updated_at LIKE '2099%'",
        "updated-order": "updated_at LIKE '2001%'",
    }
    counts = ", ".join(f"count(*) FILTER ({one})" for one in where.values())
    names = [str(file) for file in files]
    found = duckdb.execute(
        f"SELECT {counts}, count(*) - count(DISTINCT event_id) FROM read_parquet(?)", [names]
    ).fetchone()
    return dict(zip((*where, "event-once"), found or (), strict=True))
