"""Asking in SQL: one SELECT over what was named; nothing else gets through, whatever it is dressed as."""

import pytest
from tests.lake.conftest import rows

from yiwang.lake import api as lake

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(people, by):
    lake.append(people, rows(0, 100), load_id="load:1", by=by)
    return people


def test_questions_are_answered(filled):
    sql = """
        WITH busy AS (SELECT month, visits, count(*) AS n FROM people WHERE name IS NOT NULL GROUP BY ALL)
        SELECT b.month, b.n, row_number() OVER (ORDER BY p.resident_id) AS place, upper(left('abc', 2)) AS up,
            coalesce(try_cast('x' AS INTEGER), 7) AS seven, list_sum([1, 2]) AS three
        FROM busy b JOIN people p ON p.month = b.month
        WHERE p.birthday >= DATE '1950-01-01' AND b.visits IN (SELECT max(visits) FROM people)
        ORDER BY place LIMIT 1
    """
    answer = lake.query(sql, {"people": filled}).to_pylist()
    assert answer == [{"month": "2026-01", "n": 28, "place": 1, "up": "AB", "seven": 7, "three": 3}]


def test_parameters_limits_and_snapshots(filled, by):
    first = lake.snapshots(filled)[0]
    lake.append(filled, rows(100, 150), load_id="load:2", by=by)
    found = lake.query("SELECT * FROM t WHERE visits = ? ORDER BY 1", {"t": filled}, [1], limit=5)
    assert found.num_rows == 5
    both = {"now": filled, "past": lake.TableAt(filled, snapshot_id=first.snapshot_id)}
    counted = lake.query("SELECT (SELECT count(*) FROM now) - (SELECT count(*) FROM past) AS n", both)
    assert counted.to_pylist() == [{"n": 50}]


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP VIEW t",
        "DROP VIEW t",
        "INSERT INTO t VALUES (1)",
        "CREATE TABLE x AS SELECT * FROM t",
        "COPY t TO '/tmp/h/out.csv'",
        "COPY (SELECT 1) TO '/tmp/h/out.csv'",
        "ATTACH '/tmp/h/x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA database_list",
        "SET memory_limit = '100GB'",
        "CALL pragma_version()",
        "EXPORT DATABASE '/tmp/h/x'",
        "SHOW TABLES",
        "DESCRIBE t",
        "EXPLAIN ANALYZE SELECT * FROM t",
        "FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_parquet('/etc/passwd')",
        "SELECT * FROM parquet_metadata('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/passwd'",
        'SELECT * FROM "/etc/passwd"',
        "SELECT * FROM t, LATERAL (SELECT * FROM read_csv('/etc/passwd'))",
        "WITH t2 AS (SELECT * FROM read_blob('/etc/passwd')) SELECT * FROM t2",
        "SELECT * FROM t UNION ALL SELECT * FROM read_csv('/etc/passwd')",
        "SELECT (SELECT count(*) FROM sniff_csv('/etc/passwd')) FROM t",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM query_table('t')",
        "SELECT getenv('HOME')",
        "SELECT current_setting('temp_directory') FROM t",
        "SELECT nextval('x')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM pg_catalog.pg_tables",
        "SELECT * FROM other",
        "SELECT * FROM memory.main.t",
        "SELECT * FROM t WHERE EXISTS (WITH other AS (SELECT 1) SELECT 1) AND 1 IN (SELECT 1 FROM other)",
        "SELECT name INTO x FROM t",
        "WITH t AS (SELECT * FROM other) SELECT * FROM t",
        "WITH a AS (WITH b AS (SELECT * FROM other) SELECT * FROM b) SELECT * FROM a",
        "WITH RECURSIVE a AS (SELECT 1 AS n UNION ALL SELECT n FROM other) SELECT * FROM a",
        "SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) AS y, x",
        "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
        "SELECT * FROM \"read_csv\"('/etc/passwd')",
        "SELECT \"read_text\"('/etc/passwd')",
        "SELECT '/etc/passwd'.read_text()",
        "SELECT name.read_text() FROM t",
        "SELECT list_transform(['/etc/passwd'], x -> read_text(x))",
        "SELECT (FROM read_text('/etc/passwd'))",
        "SELECT * FROM t WHERE name IN (FROM '/etc/passwd')",
        "SELECT * FROM t POSITIONAL JOIN read_csv('/etc/passwd')",
        "SELECT * FROM $$/etc/passwd$$",
        "SELECT * FROM (PIVOT other ON x USING count(*))",
        "SELECT * FROM (UNPIVOT '/etc/passwd' ON x)",
        "SELECT * FROM json_execute_serialized_sql('{}')",
        "SELECT * FROM iceberg_scan('/tmp/h')",
        "SELECT * FROM duckdb_secrets",
        "SELECT * FROM sqlite_master",
        "SELECT getvariable('x')",
        "SELECT write_log('x')",
        "CREATE MACRO f() AS TABLE FROM '/etc/passwd'",
        "PREPARE p AS SELECT 1",
        "SELECT /* */ * FROM t -- x\n; ATTACH '/tmp/h/x.db'",
        "SELECT * FROM t FOR UPDATE",
        "SELECT * FROM t WHERE",
        "SELECT no_such_column FROM t",
        "SELECT * FROM t LIMIT 'x'",
        "SELECT 1/*",
        "(((" * 400,
        "SELECT " + "(" * 3000 + "1" + ")" * 3000,
    ],
)
def test_what_is_no_plain_question_is_refused(filled, sql):
    with pytest.raises(lake.BadQuery):
        lake.query(sql, {"t": filled})


def test_duckdb_itself_opens_nothing_but_the_snapshots_files(filled, monkeypatch):
    """The second lock, tried with the first one taken off."""
    from yiwang.lake.rules import statement

    monkeypatch.setattr(statement, "parse", lambda sql, tables: None)
    for sql in (
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/h/escaped.csv'",
        "ATTACH '/tmp/h/escaped.db'",
        "SET enable_external_access = true",
        "LOAD spatial",
    ):
        with pytest.raises(lake.BadQuery):
            lake.query(sql, {"t": filled})
    assert lake.query("SELECT count(*) AS n FROM t", {"t": filled}).to_pylist() == [{"n": 100}]


def test_a_question_beyond_its_memory_is_told_so(filled):
    sql = "SELECT list(a.resident_id || b.resident_id || c.name) FROM t a, t b, t c"
    with pytest.raises(lake.TooMuchMemory):
        lake.query(sql, {"t": filled}, memory="30MB", threads=1)


def test_a_question_without_end_is_stopped(filled):
    sql = "SELECT count(*) FROM t a, t b, t c, t d, t e, t f WHERE a.visits + b.visits > f.visits"
    with pytest.raises(lake.TookTooLong):
        lake.query(sql, {"t": filled}, seconds=0.5)
    assert lake.query("SELECT count(*) AS n FROM t", {"t": filled}).to_pylist() == [{"n": 100}]
