"""One platform: what departments hand in is collected, kept, judged, merged, served, and one page tells of all of it."""

import re
import shutil
import time

import pytest
from tests.support import city as cities
from tests.support.browser import Page
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.entities import api as entities
from yiwang.lake import api as lake
from yiwang.project import sample_data
from yiwang.registers import api as registers
from yiwang.topics import api as topics

BY = SYSTEM("test")
RESIDENTS = 600


@pytest.fixture(scope="module")
def delivered(house: cities.Served) -> cities.Served:
    """The house after its departments handed in their files and its worker merged what they brought."""
    for resource in registers.EXTRACTS:
        shutil.rmtree(collection.drop_folder(resource))
    for _, work in sample_data.steps("3716"):
        work()
    deadline = time.monotonic() + 180
    while _persons() < RESIDENTS and time.monotonic() < deadline:
        time.sleep(1)
    assert _persons() >= RESIDENTS, "the worker has not merged the population"
    return house


def _persons() -> int:
    return next((one.entities for one in entities.figures(actor=BY) if one.kind == "person"), 0)


def number_beside(page: Page, href: str) -> int:
    """The large number on the tile that leads to a page."""
    tile = page.tree.xpath("//main//a[@href=$href][contains(@class, 'card')]", href=href)[0]
    shown = tile.xpath(".//*[contains(@class, 'stat-value')]")[0].text
    return int(re.sub(r"\D", "", shown))


@pytest.mark.system("big-data-platform")
def test_one_platform_six_bases_and_the_topics(delivered: cities.Served, visitors: Visitors) -> None:
    steward = visitors.staff("steward")
    page = steward.open("/console/platform/")

    # Collection, storage, governance and use stand on one page, and its numbers are those of the rooms behind it.
    loads = [one for one in collection.loads(BY, limit=100).rows if one.state == "landed"]
    landed = {one.resource: one.landed_rows or 0 for one in loads}
    assert set(landed) == set(registers.EXTRACTS)
    assert number_beside(page, "/console/collection/") == sum(landed.values())
    rows = sum(
        lake.query("SELECT count(*) AS n FROM t", {"t": one.name})["n"][0].as_py()
        for one in lake.tables()
        if one.rows
    )
    assert number_beside(page, "/console/lake/") == rows
    published = catalogue.statistics().departments
    assert number_beside(page, "/console/catalogue/") == sum(one.resources for one in published)

    # 1 + 6 + N: six bases filled, and every topic store built.
    assert number_beside(page, "/console/entities/") == _persons()
    for base in ("/console/places/", "/console/topics/base-credit/", "/console/macro/"):
        assert number_beside(page, base) > 0, base
    assert number_beside(page, "/console/topics/base-certificate/") == sum(
        table.rows or 0 for table in topics.store("base-certificate").tables
    )
    stores = [one for one in topics.stores() if one.definition.kind == "topic"]
    assert len(stores) >= 12
    assert all(one.definition.name.zh in page.main for one in stores)

    # Government, social and sensing data lie in it together (政务数据、社会数据、城市感知).
    for resource in ("police-household", "market-shareholder", "ecology-air-hour"):
        assert lake.table(catalogue.table_of(resource)).rows, resource


@pytest.mark.system("big-data-platform")
def test_one_delivery_is_followed_from_its_file_to_its_use(
    delivered: cities.Served, visitors: Visitors
) -> None:
    steward, officer = visitors.staff("steward"), visitors.staff("officer-insurance")
    (load,) = (one for one in collection.loads(BY, limit=100).rows if one.resource == "social-insured")
    assert load.read_rows == (load.landed_rows or 0) + (load.rejected_rows or 0)
    told = officer.open(f"/console/collection/loads/{load.id}/")
    assert str(load.landed_rows) in told.main.replace(",", "")
    # What could not be admitted waits with the department it came from.
    if load.rejected_rows:
        assert "社会保险参保人员信息" in officer.open("/console/tickets/").main
    # Stores are built of what several departments bring; rows of people are served for a purpose, within a task.
    owners = {
        store.definition.slug: {catalogue.resource(slug).department for slug in store.definition.sources}
        for store in topics.stores()
    }
    assert sum(len(departments) > 1 for departments in owners.values()) >= 5
    number = lake.query("SELECT min(resident_id) AS n FROM t", {"t": load.table})["n"][0].as_py()
    answer = steward.forge(
        "/console/topics/employment-social-security/insured/query/",
        kind="person",
        number=number,
        purpose="核对数据",
        case="测试任务001号",
    )
    assert len(answer.tree.xpath("//tbody/tr")) >= 1
    # Rules are common property: another department reads them and tries them on what lies in the lake.
    assert "身份号码校验位不符" in steward.open("/console/quality/data/social-insured/rules/").main
    # Its whole life is governed: how long it is kept stands beside what becomes of it afterwards.
    assert "社会保险参保人员信息" in steward.open("/console/stewardship/terms/?all=1").main
    visitors.staff("approver-education").open("/console/platform/", expect=403)
