"""A table of the lake, and who works with it."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from yiwang.access.api import SYSTEM
from yiwang.lake import api as lake

#: Each test file writes into tables that its own transaction takes back; the files stay behind under the test's `var`.
COLUMNS = (
    lake.Column("resident_id", "string", required=True),
    lake.Column("name", "string"),
    lake.Column("birthday", "date"),
    lake.Column("amount", "decimal(10,2)"),
    lake.Column("visits", "int"),
    lake.Column("updated_at", "timestamp"),
    lake.Column("month", "string"),
)


@pytest.fixture
def by():
    return SYSTEM("collection")


@pytest.fixture
def people(by):
    """The name of an empty table, parted by month."""
    lake.define_table("ods.people", COLUMNS, partition_by=["month"], sort_by=["resident_id"], by=by)
    return "ods.people"


def rows(start, stop, month="2026-01"):
    """Some residents as Arrow."""
    numbers = range(start, stop)
    return pa.table(
        {
            "resident_id": [f"3716{number:014d}" for number in numbers],
            "name": [None if number % 7 == 0 else f"王{number}" for number in numbers],
            "birthday": [dt.date(1950, 1, 1) + dt.timedelta(days=number) for number in numbers],
            "amount": pa.array([Decimal(number) / 4 for number in numbers], pa.decimal128(10, 2)),
            "visits": pa.array([number % 3 for number in numbers], pa.int32()),
            "updated_at": pa.array(
                [dt.datetime(2026, 1, 1, 8, number % 60) for number in numbers], pa.timestamp("us")
            ),
            "month": [month] * len(numbers),
        }
    )


def count(name, **at):
    """Rows of a snapshot, as DuckDB counts them."""
    with lake.connect(memory="256MB", threads=1) as connection:
        lake.view(connection, "t", name, **at)
        return connection.execute("SELECT count(*) FROM t").fetchone()[0]
