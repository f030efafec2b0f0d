"""Two engines, the same files, the same compiled questions: the answers agree row by row."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from tests.support.spark import cluster

from yiwang.lake import api as lake
from yiwang.topics.rules.definition import read_definition
from yiwang.topics.rules.statements import scored_sql, table_sql

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.django_db

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SUM = " + ".join(
    f"TRY_CAST(SUBSTRING(resident_id, {place}, 1) AS INTEGER) * {weight}"
    for place, weight in enumerate(_WEIGHTS, start=1)
)

QUESTIONS = {
    "joins-windows-decimals": """
        SELECT p.resident_id, p.name, v.paid_on, v.amount,
            row_number() OVER (PARTITION BY p.village ORDER BY v.amount DESC, p.resident_id, v.no) AS place,
            sum(v.amount) OVER (PARTITION BY p.resident_id ORDER BY v.paid_on, v.no
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running,
            lag(v.amount) OVER (PARTITION BY p.resident_id ORDER BY v.paid_on, v.no) AS before,
            CAST(v.amount * 3 AS DECIMAL(12, 2)) AS tripled, round(v.amount, 1) AS rounded
        FROM people AS p LEFT JOIN payments AS v ON v.resident_id = p.resident_id
        ORDER BY p.name, p.resident_id, v.no
    """,
    "dates-and-times": """
        SELECT no, paid_on, date_diff('day', DATE '2025-01-01', paid_on) AS days, year(paid_on) AS y,
            CAST(date_trunc('month', paid_on) AS DATE) AS m, paid_on + INTERVAL 90 DAY > DATE '2025-06-30' AS late,
            extract(hour FROM updated_at) AS h, CAST(updated_at AS DATE) AS d, updated_at,
            updated_at + INTERVAL 8 HOUR AS later, strftime(updated_at, '%Y-%m') AS said
        FROM payments ORDER BY no
    """,
    "chinese-and-texts": """
        SELECT SUBSTRING(name, 1, 1) AS surname, count(*) AS n, max(length(name)) AS longest,
            string_agg(name, '、' ORDER BY name, resident_id) AS names, count(DISTINCT village) AS villages,
            count(*) FILTER (WHERE name LIKE '%财富%') AS rich, max(replace(upper(village), '村', '庄')) AS v,
            count(*) FILTER (WHERE regexp_matches(name, '^[一-龥]{2,4}$')) AS plain
        FROM people GROUP BY ALL HAVING count(*) > 1 ORDER BY surname
    """,
    "nothing-there": """
        SELECT a.village, a.name IS NOT DISTINCT FROM b.name AS same, coalesce(a.name, '无') AS said,
            nullif(a.village, '东村') AS elsewhere, a.name NOT IN ('王一', '李二') AS neither, b.name AS other
        FROM people AS a LEFT JOIN people AS b ON b.resident_id = a.partner_id
        ORDER BY a.village DESC, other, a.resident_id
    """,
    "check-digits": f"""
        SELECT village, count(*) AS n, count(*) FILTER (WHERE right_digit) AS good,
            count(*) FILTER (WHERE right_digit IS NULL) AS unreadable
        FROM (SELECT village, SUBSTRING('10X98765432', ({_SUM}) % 11 + 1, 1) = SUBSTRING(resident_id, 18, 1)
            AS right_digit FROM people) AS judged
        GROUP BY village ORDER BY village NULLS FIRST
    """,
    "sets-and-subqueries": """
        WITH spent AS (SELECT resident_id, sum(amount) AS total, avg(CAST(amount AS DOUBLE)) AS mean
            FROM payments GROUP BY resident_id)
        SELECT resident_id, total, mean, ntile(4) OVER (ORDER BY total, resident_id) AS quarter FROM spent
        WHERE resident_id IN (SELECT resident_id FROM people EXCEPT SELECT partner_id FROM people)
        QUALIFY rank() OVER (ORDER BY total DESC) <= 40 ORDER BY resident_id
    """,
}


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[SparkSession]":
    with cluster(tmp_path_factory.mktemp("spark")) as session:
        yield session


def landed(name: str, columns: str, data: dict[str, Any], by: Any, load_id: str = "1") -> str:
    """A table with rows; `columns` are "name type" pairs."""
    described = [lake.Column(*one.strip().split(" ", 1)) for one in columns.split(";")]
    lake.define_table(name, described, by=by)
    arrays = [pa.array(data[one.name], lake.arrow_type(one.type)) for one in described if one.name in data]
    table = pa.table(arrays, names=[one.name for one in described if one.name in data])
    lake.append(name, table, load_id=load_id, by=by)
    return name


@pytest.fixture
def city(by):
    """Residents, some with wrong numbers, no name or no village, and what was paid to them."""
    numbers = range(240)
    bare = [
        f"3716021{number % 10}{1950 + number % 60}0{1 + number % 9}1{number % 10}{number:03d}"[:17]
        for number in numbers
    ]
    whole = [
        one + "10X98765432"[sum(int(d) * w for d, w in zip(one, _WEIGHTS, strict=True)) % 11] for one in bare
    ]
    whole[7], whole[19] = whole[7][:5] + "O" + whole[7][6:], whole[19][:17]
    surnames, given = "王李张刘陈欧", ("一", "二丽", "财富", "𠮷祥", "O'Neil", "")
    people = {
        "resident_id": whole,
        "name": [None if n % 11 == 0 else surnames[n % 6] + given[n // 6 % 6] for n in numbers],
        "village": [None if n % 13 == 0 else ("东村", "西村a", "南庄")[n % 3] for n in numbers],
        "partner_id": [None if n % 4 else whole[(n * 7) % 240] for n in numbers],
    }
    payments = {
        "no": list(range(900)),
        "resident_id": [whole[n * 17 % 240] for n in range(900)],
        "amount": [None if n % 29 == 0 else Decimal(n * 37 % 1000 - 200) / 8 for n in range(900)],
        "paid_on": [dt.date(2025, 1, 30) + dt.timedelta(days=n % 400) for n in range(900)],
        "updated_at": [dt.datetime(2025, 12, 31, 16, 0) + dt.timedelta(seconds=n * 997) for n in range(900)],
    }
    payments["amount"] = [
        None if one is None else one.quantize(Decimal("0.01")) for one in payments["amount"]
    ]
    return {
        "people": landed(
            "ods.spark_people",
            "resident_id string; name string; village string; partner_id string",
            people,
            by,
        ),
        "payments": landed(
            "ods.spark_payments",
            "no int; resident_id string; amount decimal(10,2); paid_on date; updated_at timestamp",
            payments,
            by,
        ),
    }


def agree(spark: "SparkSession", sql: str, tables: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of one answer, found equal in both engines; doubles to twelve digits."""
    ours, theirs = lake.query(sql, tables).to_pylist(), lake.query_on_spark(spark, sql, tables).to_pylist()
    assert len(ours) == len(theirs)
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        assert list(mine) == list(other)
        for column, value in mine.items():
            expected = pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
            assert other[column] == expected, (number, column, mine, other)
    return ours


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_engines_answer_alike(spark, city, question):
    rows = agree(spark, QUESTIONS[question], city)
    assert len(rows) > 3
    assert len({tuple(map(str, row.values())) for row in rows}) > 1


def test_check_digits_are_judged_and_not_only_equally(spark, city):
    rows = agree(spark, QUESTIONS["check-digits"], city)
    assert sum(row["n"] for row in rows) == 240
    assert sum(row["good"] for row in rows) == 238
    assert sum(row["unreadable"] for row in rows) == 1
    assert rows[0]["village"] is None


def test_a_topic_stores_own_question_is_answered_alike(spark, by):
    """The signals of illegal fund-raising, compiled from the pack as the store is built."""
    text = Path("packs/topics/topics/financial-regulation.toml").read_text(encoding="utf-8")
    store = read_definition(tomllib.loads(text)).table("signals")
    sql = scored_sql(store, table_sql(store, ()))
    codes = [f"91371602MA3C{number:05d}X" for number in range(60)]
    day, moment = dt.date(2020, 1, 1), dt.datetime(2026, 1, 1)
    firms = {
        "credit_code": codes,
        "name": [f"滨州{('财富', '投资', '机械', '食品')[n % 4]}{n}有限公司" for n in range(60)],
        "capital": [None if n % 9 == 0 else Decimal(n * 1000) for n in range(60)],
        "established_on": [day + dt.timedelta(days=n) for n in range(60)],
        "representative_id": [f"3716{n // 6}" for n in range(60)],
    }
    leads = {
        "credit_code": codes[::5],
        "promised_yield": [Decimal(n) for n in range(5, 17)],
        "promotion_text": [("保本", None, "稳赚不赔")[n % 3] for n in range(12)],
    }
    complaints = {
        "credit_code": [codes[n % 7] for n in range(80)],
        "received_at": [moment + dt.timedelta(days=n * 3) for n in range(80)],
    }
    tables = {
        "market_entity": landed(
            "ods.market_entity",
            "credit_code string; name string; capital decimal(14,2); established_on date; representative_id string",
            firms,
            by,
        ),
        "finance_risk_lead": landed(
            "ods.finance_risk_lead",
            "credit_code string; promised_yield decimal(6,2); promotion_text string",
            leads,
            by,
        ),
        "finance_complaint": landed(
            "ods.finance_complaint", "credit_code string; received_at timestamp", complaints, by
        ),
        "social_insured": landed(
            "ods.social_insured", "employer_code string", {"employer_code": codes[:30]}, by
        ),
        "finance_organisation": landed(
            "ods.finance_organisation", "credit_code string", {"credit_code": codes[:4]}, by
        ),
    }
    rows = agree(spark, sql, tables)
    assert len(rows) > 30
    assert len({row["score"] for row in rows}) > 3
    assert {row["shells"] for row in rows} == {None, 6}


def test_snapshots_new_columns_and_empty_tables_are_read_alike(spark, city, by):
    name = "ods.spark_grown"
    landed(name, "id int", {"id": [1, None]}, by)
    first = lake.table(name).snapshot_id
    landed(name, "id int; said string; big bigint", {"id": [2], "said": ["二"], "big": [2**40]}, by, "2")
    lake.define_table("ods.spark_empty", [lake.Column("id", "int")], by=by)
    tables = {"t": name, "old": lake.TableAt(name, snapshot_id=first), "none": "ods.spark_empty"}
    rows = agree(
        spark,
        "SELECT t.*, o.id AS o, n.id AS n FROM t LEFT JOIN old AS o ON o.id = t.id"
        " LEFT JOIN none AS n ON n.id = t.id ORDER BY t.id",
        tables,
    )
    assert [row["o"] for row in rows] == [1, None, None]
    assert rows[1]["big"] == 2**40


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM parquet.`/etc/passwd`",
        "SELECT * FROM t; DROP VIEW t",
        "SELECT java_method('a', 'b') FROM t",
        "SELECT * FROM other",
    ],
)
def test_the_same_lock_stands_before_the_second_engine(spark, city, sql):
    with pytest.raises(lake.BadQuery):
        lake.query_on_spark(spark, sql, {"t": city["people"]})
