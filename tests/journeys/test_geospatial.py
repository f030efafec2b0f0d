"""空间地理库和宏观经济库: a day of the geospatial base, on its pages and through its standard services."""

import csv
import io
import json
import os
import subprocess
import sys
import time
import uuid
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
from yiwang.packs import api as packs
from yiwang.places import api as places
from yiwang.places.models import StandardAddress

BY = SYSTEM("setup")
HOME = Path(__file__).parents[2]
THEMES = {"division-town", "land-parcel", "road", "air-station", "river", "weather-station", "imagery-ground"}
HIDDEN = "pollution-source"


@pytest.fixture(scope="module")
def mapped(house: cities.Served) -> cities.Served:
    """The house with the model city's ground."""
    places.generate_city("3716", by=BY)
    places.generate_city("3716", by=BY)
    return house


def command(house: cities.Served, *words: str) -> str:
    """What `yiwang places …` prints in a shell of the city."""
    done = subprocess.run(
        [sys.executable, "-m", "yiwang.project.entry", "places", *words],
        env=os.environ | {"YIWANG_DATABASE_URL": house.database_url, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


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

    assert held.code in command(mapped, "geocode", "市中一路8号")
    converted = command(mapped, "convert", f"{gcj.longitude:.9f}", f"{gcj.latitude:.9f}").split()
    assert [float(one) for one in converted] == pytest.approx([held.longitude, held.latitude], abs=1e-6)
    assert HIDDEN in command(mapped, "layers")
    again = tmp_path / "a.json"
    again.write_text(json.dumps(good), encoding="utf-8")
    assert "1 the same" in command(mapped, "import", "air-station", str(again), "--source", "局")


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
    raw = file.read_bytes()
    done = collection.accept_file(
        "place-address", raw, name="addresses.csv", actor=BY, transaction_id=uuid.uuid4().hex
    )
    assert (done.state, done.landed_rows) == ("landed", 1)
    # The worker of the house may be at it already.
    for _ in range(600):
        if not bus.waiting():
            break
        time.sleep(0.1)
    (best,) = places.geocode("新设路1号", actor=PUBLIC)
    assert (best.code, best.coordinates) == ("371602001199900001", ("117.951234", "37.451235"))
