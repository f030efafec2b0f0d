"""Connectors against real servers: PostgreSQL, MariaDB, an HTTP server, NATS JetStream."""

import asyncio
import json
import threading
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nats
import psycopg
import pymysql
import pytest
from django.conf import settings
from tests.collection.conftest import BY, COLUMNS, TABLE, declare, row
from tests.support.services import mariadb, nats_server

from yiwang.collection import api as collection
from yiwang.collection.models import Source
from yiwang.collection.readers import http as http_reader
from yiwang.lake import api as lake

pytestmark = pytest.mark.django_db


def load(slug: str) -> collection.LoadView:
    return collection.load(slug, by=BY, transaction_id=uuid.uuid4().hex)


def landed() -> int:
    return lake.table(TABLE).rows


CREATE = (
    "CREATE TABLE subsistence (id INT PRIMARY KEY, resident_id VARCHAR(18), name VARCHAR(50), address VARCHAR(200),"
    " mobile VARCHAR(20), since DATE, monthly_amount DECIMAL(10,2), updated_at TIMESTAMP NULL)"
)
INSERT = "INSERT INTO subsistence VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"


def values(number: int, **changed: Any) -> tuple[Any, ...]:
    made = row(number, **changed)
    return (number, *(made[name] for name in COLUMNS))


@pytest.fixture(scope="module")
def maria() -> Iterator[str]:
    with mariadb() as sock:
        yield sock


@pytest.fixture(params=["postgresql", "mysql"])
def database(request: pytest.FixtureRequest) -> Iterator[tuple[Any, dict[str, Any]]]:
    """A session on an empty table of another database, and the settings of a source for it."""
    if request.param == "postgresql":
        known = settings.DATABASES["default"]
        where = {"host": known["HOST"], "user": known["USER"]}
        admin = psycopg.connect(**where, dbname="postgres", autocommit=True)
        name = f"test_source_{uuid.uuid4().hex[:8]}"
        admin.execute(f"CREATE DATABASE {name}")
        session: Any = psycopg.connect(**where, dbname=name, autocommit=True)
        try:
            session.execute(CREATE)
            yield session, {**where, "kind": "postgresql", "database": name, "table": "subsistence"}
        finally:
            session.close()
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
            admin.close()
    else:
        sock = request.getfixturevalue("maria")
        session = pymysql.connect(unix_socket=sock, user="root", autocommit=True, charset="utf8mb4")
        cursor = session.cursor()
        cursor.execute("DROP DATABASE IF EXISTS office")
        cursor.execute("CREATE DATABASE office CHARACTER SET utf8mb4")
        cursor.execute("USE office")
        cursor.execute(CREATE)
        yield (
            session,
            {"kind": "mysql", "host": sock, "user": "root", "database": "office", "table": "subsistence"},
        )
        session.close()


def insert(session: Any, rows: list[tuple[Any, ...]]) -> None:
    with session.cursor() as cursor:
        cursor.executemany(INSERT, rows)


def test_a_table_by_timestamp_loses_no_equal_times_and_doubles_none(
    resource: str, database: tuple[Any, dict[str, Any]]
) -> None:
    session, where = database
    declare(connector="database", settings={**where, "chunk_rows": 3}, key="id", timestamp="updated_at")
    same = "2026-10-01 08:00:00"
    insert(session, [values(number, updated_at=same) for number in range(1, 8)])
    first = load("subsistence")
    assert (first.landed_rows, first.chunks, first.source_rows) == (7, 3, 7)
    # The clock of the source had not moved on when these came, and one came with the same time again.
    insert(session, [values(8, updated_at=same), values(9, updated_at="2026-10-01 08:00:01")])
    second = load("subsistence")
    assert (second.landed_rows, second.repeats, landed()) == (2, 7, 9)
    third = load("subsistence")
    assert (third.landed_rows or 0, landed()) == (0, 9)


def test_a_timestamp_in_the_future_does_not_move_the_watermark_past_now(
    resource: str, database: tuple[Any, dict[str, Any]]
) -> None:
    session, where = database
    declare(connector="database", settings=where, key="id", timestamp="updated_at")
    ahead = (datetime.now() + timedelta(days=300)).replace(microsecond=0)
    insert(session, [values(1), values(2, updated_at=str(ahead))])
    load("subsistence")
    assert Source.objects.get().position["timestamp"] < ahead.isoformat()
    now = datetime.now().replace(microsecond=0)
    insert(session, [values(3, updated_at=str(now))])
    assert load("subsistence").landed_rows == 1
    assert landed() == 3


def test_a_table_by_key_and_as_a_whole(resource: str, database: tuple[Any, dict[str, Any]]) -> None:
    session, where = database
    insert(session, [values(number) for number in range(1, 6)])
    declare("by-key", connector="database", settings=where, key="id")
    assert load("by-key").landed_rows == 5
    insert(session, [values(6)])
    assert load("by-key").landed_rows == 1
    with session.cursor() as cursor:
        cursor.execute("DELETE FROM subsistence WHERE id > 2")
    declare("whole", connector="database", settings=where, mode="full", key="id")
    assert (load("whole").landed_rows, landed()) == (2, 2)
    assert load("whole").state == "duplicate"


def test_a_source_that_is_away_is_told_and_a_wrong_table_too(
    resource: str, database: tuple[Any, dict[str, Any]]
) -> None:
    _, where = database
    declare(connector="database", settings={**where, "table": "nothing"}, key="id")
    with pytest.raises(collection.SourceFailed):
        load("subsistence")
    declare(connector="database", settings={**where, "table": 'a"; DROP TABLE x'}, key="id")
    with pytest.raises(collection.BadSource):
        load("subsistence")


class Pages(BaseHTTPRequestHandler):
    """Seven rows in pages of three, in the three manners; every second answer fails at first."""

    rows: list[dict[str, str]]
    failing: set[str]
    tokens: list[str]

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        kind = urlsplit(self.path).path.strip("/")
        Pages.tokens.append(self.headers.get("X-Token", ""))
        page = int((asked.get("page") or asked.get("after") or ["1"])[0])
        if self.path in Pages.failing:
            Pages.failing.discard(self.path)
            self.send_response(503)
            self.send_header("Retry-After", "0")
            self.end_headers()
            return
        part = Pages.rows[(page - 1) * 3 : page * 3]
        more = page * 3 < len(Pages.rows)
        body = json.dumps(
            {"data": {"items": part}, "total": len(Pages.rows), "next": str(page + 1) if more else None}
        ).encode()
        self.send_response(200)
        if more and kind == "link":
            self.send_header("Link", f'</link?page={page + 1}>; rel="next"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def interface(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(http_reader, "PAUSES", (0, 0))
    Pages.rows, Pages.failing, Pages.tokens = [row(number) for number in range(1, 8)], set(), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("paging", ["page", "cursor", "link"])
def test_an_interface_is_read_page_by_page_through_its_failures(
    resource: str, interface: str, paging: str
) -> None:
    Pages.failing = {"/link?page=2", "/page?page=2", "/cursor?after=2"}
    given = {"url": f"{interface}/{paging}", "paging": paging, "rows": "data.items", "total": "total"}
    spec = collection.SourceSpec(
        "api", resource, "http", settings={**given, "cursor_parameter": "after", "header": "X-Token"}
    )
    collection.define_source(spec, by=BY, secret="s3cret")
    done = load("api")
    assert (done.landed_rows, done.source_rows) == (7, 7)
    assert set(Pages.tokens) == {"s3cret"}
    assert "s3cret" not in Source.objects.get(slug="api").secret


def test_an_interface_that_dies_goes_on_from_its_checkpoint(resource: str, interface: str) -> None:
    given = {"url": f"{interface}/page", "rows": "data.items", "total": "total", "chunk_rows": 3}
    declare("api", connector="http", settings=given)
    Pages.failing = {"/page?page=3"}
    http_reader.PAUSES = ()  # type: ignore[assignment]
    with pytest.raises(collection.SourceFailed):
        load("api")
    (stands,) = collection.loads(BY).rows
    assert (stands.read_rows, stands.state) == (6, "reading")
    done = collection.resume(stands.id, by=BY)
    assert (done.landed_rows, landed()) == (7, 7)


def test_messages_land_once_and_are_acknowledged_after(resource: str) -> None:
    with nats_server() as address:

        async def publish(numbers: range) -> None:
            session = await nats.connect(address)
            stream = session.jetstream()
            await stream.add_stream(name="CIVIL", subjects=["civil.>"])
            for number in numbers:
                await stream.publish("civil.subsistence", json.dumps(row(number)).encode())
            await session.close()

        async def waiting() -> int:
            session = await nats.connect(address)
            found = await session.jetstream().consumer_info("CIVIL", "yiwang")
            await session.close()
            return int(found.num_ack_pending + found.num_pending)

        asyncio.run(publish(range(1, 6)))
        where = {"servers": address, "stream": "CIVIL", "subject": "civil.subsistence", "comes_again": 1}
        declare("bus", connector="queue", settings=where)
        assert load("bus").landed_rows == 5
        assert asyncio.run(waiting()) == 0
        asyncio.run(publish(range(6, 8)))
        # A reader that dies after landing and before acknowledging: the messages come again and land nothing.
        with pytest.MonkeyPatch.context() as patch:
            from yiwang.collection.readers.queue import QueueReader

            def die(self: object) -> None:
                raise ConnectionError

            patch.setattr(QueueReader, "settle", die)
            with pytest.raises(ConnectionError):
                load("bus")
        assert landed() == 7
        threading.Event().wait(1.5)
        assert load("bus").state == "empty"
        assert (asyncio.run(waiting()), landed()) == (0, 7)
