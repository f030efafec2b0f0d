"""A lake in an object store: the same doors, against an S3-compatible server on loopback."""

from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest
from django.utils import timezone
from moto.server import ThreadedMotoServer
from tests.lake.conftest import COLUMNS, count, rows

from yiwang.crypto.api import sm3
from yiwang.lake import api as lake
from yiwang.lake.storage.catalog import catalog

pytestmark = pytest.mark.django_db

NAME = "ods.stored"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def store(server, monkeypatch):
    """The bucket, with the lake configured to lie in it."""
    told = {"KEY_ID": "city", "SECRET": "it's secret", "REGION": "us-east-1", "ENDPOINT": server}
    for name, value in told.items():
        monkeypatch.setenv(f"YIWANG_LAKE_{name}", value)
    monkeypatch.setenv("YIWANG_LAKE_URL", "s3://city-lake/yiwang/")
    client = boto3.client(
        "s3",
        endpoint_url=server,
        aws_access_key_id=told["KEY_ID"],
        aws_secret_access_key=told["SECRET"],
        region_name=told["REGION"],
    )
    client.create_bucket(Bucket="city-lake")
    yield client
    for key in keys(client):
        client.delete_object(Bucket="city-lake", Key=key)


def keys(client) -> set[str]:
    return {one["Key"] for one in client.list_objects_v2(Bucket="city-lake").get("Contents", ())}


def test_a_lake_in_an_object_store_does_all_that_a_local_one_does(
    store, by, django_capture_on_commit_callbacks
):
    lake.define_table(NAME, COLUMNS, partition_by=["month"], sort_by=["resident_id"], by=by)
    for number in range(4):
        month = f"2026-0{1 + number % 2}"
        lake.append(NAME, rows(number * 10, number * 10 + 10, month), load_id=f"load:{number}", by=by)
    lake.append(NAME, rows(0, 10), load_id="load:0", by=by)
    first = lake.snapshots(NAME)[-1]
    paths = lake.files(NAME)
    assert all(path.startswith("s3://city-lake/yiwang/") for path in paths)
    assert count(NAME) == 40
    assert count(NAME, snapshot_id=first.snapshot_id) == 10
    sql = "SELECT month, count(*) AS n, sum(amount) AS amount FROM t WHERE name LIKE '王%' GROUP BY ALL ORDER BY 1"
    before = lake.query(sql, {"t": NAME})
    assert before["n"].to_pylist() == [16, 18]
    with pytest.raises(lake.BadQuery):
        lake.query("SELECT * FROM read_text('s3://city-lake/secret')", {"t": NAME})
    assert lake.compact(NAME, by=by).files_after == 2
    assert lake.query(sql, {"t": NAME}).equals(before)
    assert list(lake.verify(NAME)) == []
    newest = {path: body(store, path) for path in lake.files(NAME)}
    with django_capture_on_commit_callbacks(execute=True):
        lake.expire(NAME, before=timezone.now() + timedelta(minutes=1), by=by)
    assert not keys(store) & {path.removeprefix("s3://city-lake/") for path in paths}
    with django_capture_on_commit_callbacks(execute=True):
        removed = lake.drop_partition(NAME, {"month": "2026-01"}, by=by)
    assert [one.digest_sm3 for one in removed] == [sm3(newest[one.path]).hex() for one in removed]
    assert not keys(store) & {one.path.removeprefix("s3://city-lake/") for one in removed}
    assert count(NAME) == 20


def test_what_a_crash_left_in_the_store_is_cleared_away_and_harm_is_found(store, by):
    lake.define_table(NAME, COLUMNS, by=by)
    lake.append(NAME, rows(0, 10), load_id="load:1", by=by)
    location = catalog().load_table(NAME).location().removeprefix("s3://city-lake/")
    store.put_object(Bucket="city-lake", Key=f"{location}/data/left.parquet", Body=b"half")
    held = keys(store)
    lake.clean(by=by)
    assert keys(store) == held
    lake.clean(by=by, grace=timedelta(seconds=-5))
    assert held - keys(store) == {f"{location}/data/left.parquet"}
    (path,) = lake.files(NAME)
    store.put_object(Bucket="city-lake", Key=path.removeprefix("s3://city-lake/"), Body=b"short")
    assert [one.fault for one in lake.verify(NAME)] == ["size"]
    store.delete_object(Bucket="city-lake", Key=path.removeprefix("s3://city-lake/"))
    assert [one.fault for one in lake.verify(NAME)] == ["missing"]


def body(client, path: str) -> bytes:
    found: bytes = client.get_object(Bucket="city-lake", Key=path.removeprefix("s3://city-lake/"))[
        "Body"
    ].read()
    return found
