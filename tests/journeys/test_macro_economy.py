"""A day of the macro-economy base: dictionary, directory, series, revisions, a new month on the page, one from the lake."""

import csv
import io
import os
import subprocess
import sys
import time
import uuid
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from tests.support import city as cities
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.bus import api as bus
from yiwang.collection import api as collection
from yiwang.macro import api as macro
from yiwang.macro.synthetic import figures, write_csv
from yiwang.packs import api as packs
from yiwang.tickets import api as tickets

BY = SYSTEM("setup")
HOME = Path(__file__).parents[2]
AREAS = ("3716", "371602", "371681")
UNTIL = date(2026, 11, 20)


@pytest.fixture(scope="module")
def published(house: cities.Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with the pack's dictionary and three years of made-up figures; gives their file."""
    for name in ("city-catalogue", "macro-economy"):
        packs.apply(HOME / "packs" / name, by=BY, city=HOME / "cities" / "binzhou")
    entries = [line.indicator for line in macro.directory()]
    made = list(figures(entries, AREAS, until=UNTIL))
    file = tmp_path_factory.mktemp("macro") / "macro-series.csv"
    write_csv(
        made,
        file,
        unit_of={one.slug: one.unit.zh for one in entries},
        nature_of={one.slug: one.nature for one in entries},
    )
    return file


def land(raw: bytes, name: str) -> collection.LoadView:
    """A file of the statistics bureau lands in the lake, and the house's worker has heard of it."""
    done = collection.accept_file(
        "macro-series", raw, name=f"{name}.csv", actor=BY, transaction_id=uuid.uuid4().hex
    )
    assert done.state == "landed"
    for _ in range(600):
        if not bus.waiting():
            break
        time.sleep(0.1)
    return done


def picked(**wanted: object) -> macro.Indicator:
    """An indicator of the pack with these properties."""
    return next(
        line.indicator
        for line in macro.directory()
        if all(getattr(line.indicator, name) == value for name, value in wanted.items())
    )


@pytest.mark.system("base-macro-economy")
def test_the_economy_by_region_industry_and_period_with_its_revisions(
    published: Path, house: cities.Served, visitors: Visitors
) -> None:
    steward, leader = visitors.staff("steward"), visitors.staff("leader")

    # The dictionary says what each indicator means before there is any figure; the directory says so.
    entries = [line.indicator for line in macro.directory()]
    assert len(entries) >= 20
    page = steward.open("/console/macro/")
    for one in entries:
        assert one.name.zh in page.main
    assert page.main.count("还没有数据") == len(entries)
    gdp = picked(nature="cumulative", by_industry=True)
    entry = steward.open(f"/console/macro/{gdp.slug}/")
    assert gdp.definition.zh in entry.main
    assert gdp.unit.zh in entry.main
    assert "统计局" in entry.main

    # The bureau's file comes through the lake; the directory counts what is held.
    load = land(published.read_bytes(), "three-years")
    assert load.rejected_rows == 0
    lines = {line.indicator.slug: line for line in macro.directory()}
    assert sum(line.values for line in lines.values()) == load.landed_rows
    assert "还没有数据" not in leader.open("/console/macro/").main
    themed = leader.open(f"/console/macro/?theme={gdp.theme.zh}")
    assert len(themed.tree.xpath("//tbody/tr")) == sum(one.theme == gdp.theme for one in entries)
    row = next(one for one in themed.tree.xpath("//tbody/tr") if gdp.name.zh in one.text_content())
    assert f"{lines[gdp.slug].first} – {lines[gdp.slug].last}" in row.text_content()

    # One series by region, industry and period.
    whole = {str(point.period): point for point in macro.series(gdp.slug, area_code="3716").points}
    for area, industry in (("3716", ""), ("371681", ""), ("3716", "C")):
        found = macro.series(gdp.slug, area_code=area, industry_code=industry)
        shown = leader.open(f"/console/macro/{gdp.slug}/?area={area}&industry={industry}")
        cells = [one.text_content().strip() for one in shown.tree.xpath("//tbody/tr/td[2]")]
        assert cells == [f"{point.value:,.2f}" for point in reversed(found.points)]
    single = leader.open(f"/console/macro/{gdp.slug}/?area=3716&single=1")
    newest = list(whole)[-1]
    year, quarter = newest.split("Q")
    split = whole[newest].value
    if quarter != "1":
        split -= whole[f"{year}Q{int(quarter) - 1}"].value
    assert single.tree.xpath("//tbody/tr[1]/td[2]")[0].text_content().strip() == f"{split:,.2f}"
    down = leader.download(f"/console/macro/{gdp.slug}/?area=3716&as=csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(down)))
    assert [one[0] for one in rows[1:]] == list(whole)

    # Growth is on the same basis, or not said; a change of method is told.
    before = f"{int(year) - 1}Q{quarter}"
    growth = macro.series(gdp.slug, area_code="3716").growth[newest]
    assert growth.percent is not None
    base = whole[newest].comparable or whole[before].value
    assert growth.percent == pytest.approx((whole[newest].value / base - 1) * 100, abs=D("0.01"))
    assert f"{float(growth.percent):.1f}" in single.browser.open(f"/console/macro/{gdp.slug}/").main
    changed = next(one for one in entries if one.changes)
    since = changed.changes[0]
    assert since.text.zh in leader.open(f"/console/macro/{changed.slug}/").main

    # Figures were revised: what was known then stays readable.
    revised = next(point for point in whole.values() if point.vintages > 1)
    told = macro.revisions(gdp.slug, area_code="3716", period=str(revised.period))
    history = leader.open(f"/console/macro/{gdp.slug}/{revised.period}/?area=3716")
    for one in told:
        assert f"{one.value:,.2f}" in history.main
    then = leader.open(f"/console/macro/{gdp.slug}/?area=3716&known_on={told[0].published_on}")
    assert f"{told[0].value:,.2f}" in then.main
    assert f"{told[1].value:,.2f}" not in then.main

    # A new period by the page: a faulty file writes nothing, the right one counts, again changes nothing.
    month = picked(frequency="M", by_industry=False)
    head = "indicator,area_code,industry_code,period,value,comparable,published_on\n"
    good = f"{head}{month.slug},371602,,2026-11,1234.56,,2026-12-20\n"
    bad = f"{good}no-such-thing,371602,,2026-11,1,,2026-12-20\n"

    def bring(text: str) -> str:
        form = steward.open("/console/macro/").form("导入").fill("source", "市统计局")
        return form.fill("file", ("new.csv", text.encode("gb18030"), "text/csv")).press("导入").text

    assert "没有写入任何数据" in bring(bad)
    assert "1,234.56" not in steward.open(f"/console/macro/{month.slug}/?area=371602").main
    assert "新增 1 个数值" in bring(good)
    assert "1 个已有" in bring(good)
    assert "1,234.56" in steward.open(f"/console/macro/{month.slug}/?area=371602").main
    assert "当日已有发布值" in bring(good.replace("1234.56", "1234.57"))

    # Commands say the same; others see nothing and publish nothing.
    told_by = subprocess.run(
        [sys.executable, "-m", "yiwang.project.entry", "macro", "series", gdp.slug, "3716"],
        env=os.environ | {"YIWANG_DATABASE_URL": house.database_url},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert len(told_by.splitlines()) == len(whole)
    nobody = visitors.staff("approver-education")
    for path in ("/console/macro/", f"/console/macro/{gdp.slug}/"):
        nobody.open(path, expect=403)
    leader.forge("/console/macro/import/", expect=403)


def test_figures_that_cannot_be_published_go_back_to_the_bureau(published: Path, visitors: Visitors) -> None:
    text = published.read_text(encoding="utf-8-sig").splitlines()
    values = dict(zip(text[0].split(","), text[1].split(","), strict=True))
    held = sum(line.values for line in macro.directory())
    faulty = {**values, "indicator": "no-such-thing", "published_on": "2026-12-01"}
    land("\n".join([text[0], ",".join(faulty.values())]).encode(), "faulty")
    assert sum(line.values for line in macro.directory()) == held
    found = tickets.tickets(BY, tickets.TicketFilter(kind="quality")).rows
    (ticket,) = [one for one in found if one.key == "macro:macro-series"]
    assert ticket.department == "3716-statistics"
    assert "no-such-thing" in str(ticket.evidence)
