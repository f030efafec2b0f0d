"""A day of data aggregation: an office with a database, an office with spreadsheets, the bureau's figures."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from tests.collection.conftest import SLUG, TABLE, define, row
from tests.support import city as cities
from tests.support.visitors import Visitors

from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake


@pytest.fixture(scope="module")
def ready(house: cities.Served) -> cities.Served:
    """The house with one core resource of the civil affairs bureau."""
    try:
        catalogue.resource(SLUG)
    except catalogue.ResourceMissing:
        define()
    return house


@pytest.fixture
def office() -> Iterator[dict[str, str]]:
    """The bureau's own system: a PostgreSQL database with forty allowances, one of them wrong."""
    known = settings.DATABASES["default"]
    where = {"host": str(known["HOST"]), "user": str(known["USER"])}
    name = f"test_office_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        with psycopg.connect(**where, dbname=name) as session:
            session.execute(
                "CREATE TABLE allowance (no serial PRIMARY KEY, idcard text, name text, address text, mobile text, since text, monthly_amount text, updated_at timestamp)"
            )
            for number in range(40):
                made = row(number, since="昨天" if number == 7 else "2020-01-05")
                session.execute(
                    "INSERT INTO allowance (idcard, name, address, mobile, since, monthly_amount, updated_at) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                    list(made.values()),
                )
        yield {**where, "database": name}
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.system("data-aggregation")
def test_core_data_come_in_are_counted_and_make_the_rate(
    ready: cities.Served, visitors: Visitors, office: dict[str, str]
) -> None:
    operator, officer = visitors.staff("operator"), visitors.staff("officer-civil")
    before = operator.open("/console/collection/").main
    assert "核心业务数据归集率" in before
    known = catalogue.resources(catalogue.Filter(core=True), limit=2000).rows
    assert f"0 / {len(known)} 项按更新周期归集" in before

    # The operator declares the office's database, tries it, and has it loaded by the worker.
    page = operator.open("/console/collection/sources/new/").press(
        "保存",
        {
            "slug": "civil-system",
            "resource": SLUG,
            "connector": "database",
            "mode": "incremental",
            "settings": "\n".join(
                f"{name} = {value}"
                for name, value in {**office, "kind": "postgresql", "table": "allowance"}.items()
            ),
            "mapping": "resident_id = idcard",
            "key": "no",
            "timestamp": "updated_at",
        },
    )
    assert "连接正常" in operator.open(f"{page.path}?try=1").main
    assert "已开始归集" in page.press("开始归集").main
    loads = _wait(operator, "已入湖")
    load = operator.open(next(link for link in loads.links(r"^/console/collection/loads/\d+/")))
    assert "39 + 1" in load.main
    assert "还有 1 行待改正" in load.main

    # The office finds its ticket, takes the list, mends it, and brings it back.
    assert "1 行未能入库" in officer.open("/console/tickets/").main
    listed = officer.http.get(f"{load.path}rows.csv").content
    assert "昨天" in listed.decode("utf-8-sig")
    form = officer.open(load.path).form("上传并入湖")
    form.fill("file", ("list.csv", listed.replace("昨天".encode(), b"2021-03-04"), "text/csv"))
    assert "已入湖" in form.press("上传并入湖").main
    assert "1 行未能入库" not in officer.open("/console/tickets/").main
    assert lake.table(TABLE).rows == 40

    # Another office sees none of it; an office with spreadsheets only pastes its rows.
    stranger = visitors.staff("officer-health")
    assert "低保对象信息" not in stranger.open("/console/collection/loads/").main
    stranger.open(load.path, expect=403)
    stranger.open(f"/console/collection/form/{SLUG}/", expect=403)
    pasted = "\t".join(row(500).values())
    checked = officer.open(f"/console/collection/form/{SLUG}/").press("检查", {"pasted": pasted})
    assert "1 行可以入湖" in checked.main
    assert "已入湖" in checked.press("发送入湖").main
    again = officer.open(f"/console/collection/form/{SLUG}/").press("检查", {"pasted": pasted})
    assert "重复批次" in again.press("发送入湖").main
    assert lake.table(TABLE).rows == 41

    # Records are counted by resource, office and month, and the rate of core data has moved; the command says the same.
    board = visitors.staff("leader").open("/console/collection/").main
    assert f"1 / {len(known)} 项按更新周期归集" in board
    assert "41" in board
    told = _command(ready, "collection", "stats")
    assert f"(1/{len(known)})" in told
    assert "41 records" in told
    assert "civil-system" in _command(ready, "collection", "sources")
    assert "landed" in _command(ready, "collection", "load", "civil-system")


def _wait(operator: object, state: str) -> object:
    """The list of loads once one of them is in a state; the worker does it in its own time."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        page = operator.open("/console/collection/loads/")  # type: ignore[attr-defined]
        if any(state in cell.text_content() for cell in page.tree.xpath("//tbody//td")):
            return page
        time.sleep(0.3)
    raise AssertionError(f"no load is {state}")


def _command(house: cities.Served, *words: str) -> str:
    environment = os.environ | {"YIWANG_DATABASE_URL": house.database_url, "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "yiwang.project.entry", *words],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
