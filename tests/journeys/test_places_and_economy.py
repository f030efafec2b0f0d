"""Two of the base registers, 空间地理库 and 宏观经济库: a day of each on its pages, its services and its commands."""

import csv
import io
import json
import os
import subprocess
import sys
import time
import uuid
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from tests.support import city as cities
from tests.support.visitors import Visitors

from yiwang.access.api import PUBLIC, SYSTEM
from yiwang.bus import api as bus
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.macro import api as macro
from yiwang.macro.synthetic import figures, write_csv
from yiwang.packs import api as packs
from yiwang.places import api as places
from yiwang.places.models import StandardAddress
from yiwang.tickets import api as tickets

BY = SYSTEM("setup")
HOME = Path(__file__).parents[2]
THEMES = {"division-town", "land-parcel", "road", "air-station", "river", "weather-station", "imagery-ground"}
HIDDEN = "pollution-source"
AREAS = ("3716", "371602", "371681")
UNTIL = date(2026, 11, 20)


@pytest.fixture(scope="module")
def mapped(house: cities.Served) -> cities.Served:
    """The house with the model city's ground."""
    places.generate_city("3716", by=BY)
    places.generate_city("3716", by=BY)
    return house


def command(house: cities.Served, *words: str) -> str:
    """What `yiwang …` prints in a shell of the city."""
    done = subprocess.run(
        [sys.executable, "-m", "yiwang.project.entry", *words],
        env=os.environ | {"YIWANG_DATABASE_URL": house.database_url, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def land(resource: str, raw: bytes) -> collection.LoadView:
    """A file lands in the lake, and the worker of the house has heard of it."""
    number = uuid.uuid4().hex
    done = collection.accept_file(resource, raw, name="rows.csv", actor=BY, transaction_id=number)
    assert done.state == "landed"
    for _ in range(600):
        if not bus.waiting():
            break
        time.sleep(0.1)
    return done


@pytest.mark.system("base-geospatial")
def test_the_base_of_maps_addresses_and_names(
    mapped: cities.Served, visitors: Visitors, tmp_path: Path
) -> None:
    steward, nobody = visitors.staff("steward"), visitors.staff("approver-education")

    # Maps of five departments, administrative areas, an image: listed, and each drawn by its tiles.
    listed = steward.open("/console/places/")
    slugs = {one.split("/")[-2] for one in listed.links("^/console/places/layers/")}
    assert slugs >= THEMES | {HIDDEN, "place-name"}
    for words in ("自然资源", "交通", "生态环境", "水利", "气象", "行政区划", "遥感影像"):
        assert words in listed.main
    for slug in sorted(slugs):
        page = steward.open(f"/console/places/layers/{slug}/")
        tiles = [one for one in page.tree.xpath("//figure//image/@href") if f"/{slug}/" in one]
        shown = [Image.open(io.BytesIO(steward.http.get(one).content)).getbbox() for one in tiles]
        assert any(shown), slug
        if slug != "imagery-ground":
            assert "合成数据" in page.main

    # The map moves and zooms by links, and the list below shows what is on it.
    page = steward.open("/console/places/layers/bus-stop/")
    closer = page.follow("＋").follow("＋").follow("→")
    assert "第 11 级" in closer.main
    assert "地图范围内的要素" in closer.main
    found = steward.open("/console/places/layers/bus-stop/?q=市中街道3站")
    assert len(found.tree.xpath("//tbody/tr")) == 1

    # A department's file comes in whole or not at all.
    page = steward.open("/console/places/layers/air-station/")
    spot = {"type": "Point", "coordinates": [117.95, 37.45]}
    good = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": "new-1", "geometry": spot, "properties": {"name": "新设空气站"}}
        ],
    }
    bad = json.dumps(
        {**good, "features": [*good["features"], {"type": "Feature", "id": "new-2", "geometry": None}]}
    )
    form = (
        page.form("导入")
        .fill("source", "生态环境局")
        .fill("file", ("a.json", bad.encode(), "application/json"))
    )
    assert "没有写入任何要素" in form.press("导入").text
    assert "117.950000" not in steward.open("/console/places/names/?q=新设空气站").main
    file = ("a.json", json.dumps(good).encode(), "application/json")
    form = steward.open("/console/places/layers/air-station/").form("导入")
    assert "新增 1 个要素" in form.fill("source", "生态环境局").fill("file", file).press("导入").text
    form = steward.open("/console/places/layers/air-station/").form("导入")
    assert "此前已导入" in form.fill("source", "生态环境局").fill("file", file).press("导入").text
    assert "117.950000, 37.450000" in steward.open("/console/places/names/?q=新设空气站").main

    # Addresses to places and back, one and many.
    held = StandardAddress.objects.get(road="市中一路", number="8", building="")
    page = steward.open("/console/places/geocode/?text=滨城区市中街道市中一路8号")
    row = [one.text_content().strip() for one in page.tree.xpath("//tbody/tr[1]/td")]
    assert held.name in row[1]
    assert row[2:] == ["门牌", "1.00", f"{held.longitude:.6f}, {held.latitude:.6f}"]
    page = steward.open(f"/console/places/geocode/?text={held.longitude},{held.latitude}")
    assert held.name in page.main
    assert "市中街道 (371602001)" in page.main
    assert "滨城区 (371602)" in page.main
    gcj = places.convert(places.Position(held.longitude, held.latitude), "cgcs2000", "gcj02")
    page = steward.open(f"/console/places/geocode/?text={gcj.longitude},{gcj.latitude}&system=gcj02")
    assert f"{held.name} 0 m" in page.main
    assert "没有找到" in steward.open("/console/places/geocode/?text=火星大道1号").main
    asked = "地址,备注\n市中一路8号,=1+1\n火星大道1号,\n".encode("gb18030")
    form = (
        steward.open("/console/places/geocode/").form("定位并下载").fill("file", ("a.csv", asked, "text/csv"))
    )
    answer = form.press("定位并下载").answer
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (rows[0]["code"], rows[0]["longitude"]) == (held.code, f"{held.longitude:.6f}")
    assert rows[0]["备注"] == "'=1+1"
    assert rows[1]["matched"] == ""
    form = steward.open("/console/places/geocode/").form("定位并下载")
    assert "不是 CSV" in form.fill("file", ("a.csv", b"\xff\xff\x00", "text/csv")).press("定位并下载").text

    # The standard services: public layers for anybody, the rest by post; commands say the same.
    with_nobody = json.loads(nobody.http.get("/openapi/ogc/collections").content)
    with_steward = json.loads(steward.http.get("/openapi/ogc/collections").content)
    assert {one["id"] for one in with_steward["collections"]} == slugs - {"imagery-ground"}
    assert HIDDEN not in {one["id"] for one in with_nobody["collections"]}
    towns = steward.http.get("/openapi/ogc/collections/division-town/items?limit=1000").json()
    assert towns["numberReturned"] == 92
    inside = places.divisions_at(places.Position(held.longitude, held.latitude), actor=PUBLIC)
    assert [one.key for one in inside] == ["371602", "371602001"]
    gml = etree.fromstring(
        nobody.http.get("/openapi/wfs?request=GetFeature&typenames=yw:river&count=2").content
    )
    assert len(gml.findall("{http://www.opengis.net/wfs/2.0}member")) == 2
    wmts = etree.fromstring(steward.http.get("/openapi/wmts?request=GetCapabilities").content)
    assert "imagery-ground" in wmts.xpath("//*[local-name()='Layer']/*[local-name()='Identifier']/text()")
    told = nobody.http.get("/openapi/geocode?q=市中一路8号").json()["features"][0]
    assert told["id"] == held.code

    # Who must see nothing of it.
    for path in (f"/openapi/ogc/collections/{HIDDEN}/items", f"/openapi/wfs?request=GetFeature&typenames={HIDDEN}",
                 f"/openapi/wmts/1.0.0/{HIDDEN}/default/CGCS2000/5/4/26.png"):  # fmt: skip
        assert steward.http.get(path).status_code == 200
        assert nobody.http.get(path).status_code == 404
    for path in ("", "geocode/", "names/", f"layers/{HIDDEN}/"):
        nobody.open(f"/console/places/{path}", expect=403)
    visitors.staff("officer-health").open(f"/console/places/layers/{HIDDEN}/", expect=404)

    assert held.code in command(mapped, "places", "geocode", "市中一路8号")
    converted = command(mapped, "places", "convert", f"{gcj.longitude:.9f}", f"{gcj.latitude:.9f}").split()
    assert [float(one) for one in converted] == pytest.approx([held.longitude, held.latitude], abs=1e-6)
    assert HIDDEN in command(mapped, "places", "layers")
    again = tmp_path / "a.json"
    again.write_text(json.dumps(good), encoding="utf-8")
    assert "1 the same" in command(mapped, "places", "import", "air-station", str(again), "--source", "局")


def test_addresses_that_departments_land_come_into_the_index(mapped: cities.Served, tmp_path: Path) -> None:
    packs.apply(HOME / "packs" / "city-catalogue", by=BY, city=HOME / "cities" / "binzhou")
    fields = [one.name for one in catalogue.resource("place-address").fields]
    new = dict.fromkeys(fields, "") | {
        "address_code": "371602001199900001", "name": "山东省滨州市滨城区市中街道新设路1号", "area_code": "371602",
        "town_code": "371602001", "road": "新设路", "number": "1", "longitude": "117.9512341",
        "latitude": "37.4512349", "status": "OC", "updated_at": "2026-06-01 08:00:00",
    }  # fmt: skip
    file = tmp_path / "addresses.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fields)
        writer.writeheader()
        writer.writerow(new)
    assert land("place-address", file.read_bytes()).landed_rows == 1
    (best,) = places.geocode("新设路1号", actor=PUBLIC)
    assert (best.code, best.coordinates) == ("371602001199900001", ("117.951234", "37.451235"))


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
    load = land("macro-series", published.read_bytes())
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
    told_by = command(house, "macro", "series", gdp.slug, "3716")
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
    land("macro-series", "\n".join([text[0], ",".join(faulty.values())]).encode())
    assert sum(line.values for line in macro.directory()) == held
    found = tickets.tickets(BY, tickets.TicketFilter(kind="quality")).rows
    (ticket,) = [one for one in found if one.key == "macro:macro-series"]
    assert ticket.department == "3716-statistics"
    assert "no-such-thing" in str(ticket.evidence)
