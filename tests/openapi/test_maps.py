"""Map services keep to their standards, and show each reader the layers that are open to them and no others."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from PIL import Image

from yiwang.access import actors
from yiwang.access.api import PUBLIC, SYSTEM, Actor, Role
from yiwang.places import api as places
from yiwang.text import Text

BY = SYSTEM("test")
STEWARD = Actor(
    "account:1", "staff", "沈洁", mfa=True, roles=frozenset({Role("data-steward", "3716-big-data", "3716")})
)
APPROVER = Actor(
    "account:2", "staff", "郑洁", mfa=True, roles=frozenset({Role("approver", "3716-education", "3716")})
)
NAMES = {
    "wfs": "http://www.opengis.net/wfs/2.0",
    "ows": "http://www.opengis.net/ows/1.1",
    "gml": "http://www.opengis.net/gml/3.2",
    "yw": "urn:yiwang:places",
    "wmts": "http://www.opengis.net/wmts/1.0",
    "xsd": "http://www.w3.org/2001/XMLSchema",
}
NASTY = '<b>&"井"\x01]]>'


@pytest.fixture
def ask(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any, db: None
) -> Callable[..., Any]:
    """Ask an address as somebody."""
    settings.VAR = tmp_path
    for slug, form, grade, readers in (
        ("wells", "point", "public", ()),
        ("fields", "area", "internal", ()),
        ("outlets", "line", "restricted", ("data-steward",)),
    ):
        layer = places.Layer(slug, Text(slug, slug), "water", form, "3716-water", grade, readers)  # type: ignore[arg-type]
        places.define_layer(layer, by=BY)
    spots = [
        places.NewFeature(
            f"w/{n}", NASTY if n == 0 else f"井{n}",
            {"type": "Point", "coordinates": [118 + n / 100, 37.5]}, {"depth": n},
            valid_from=date(2020 + n, 1, 1),
        )
        for n in range(5)
    ]  # fmt: skip
    holed = {
        "type": "MultiPolygon",
        "coordinates": [
            [[[118, 37], [118.4, 37], [118.4, 37.4], [118, 37]], [[118.2, 37.05], [118.3, 37.05], [118.3, 37.1], [118.2, 37.05]]],
            [[[119, 37], [119.1, 37], [119.1, 37.1], [119, 37]]],
        ],
    }  # fmt: skip
    line = {"type": "LineString", "coordinates": [[118, 37], [118.5, 37.5]]}
    for slug, ones in (
        ("wells", spots),
        ("fields", [places.NewFeature("f", "地块", holed)]),
        ("outlets", [places.NewFeature("秘密", "暗管", line)]),
    ):
        places.put_features(slug, ones, load_id="1", source="水务局", by=BY)

    def get(path: str, who: Actor = PUBLIC, expect: int = 200, **more: Any) -> Any:
        monkeypatch.setattr(actors, "_providers", [lambda request: who])
        answer = client.get(f"/openapi/{path}", **more)
        assert answer.status_code == expect, answer.content[:500]
        return answer

    return get


def xml(answer: Any) -> Any:
    assert answer["Content-Type"].startswith(("application/xml", "application/gml+xml"))
    return etree.fromstring(answer.content)


def texts(root: Any, path: str) -> list[str]:
    return [one if isinstance(one, str) else one.text for one in root.xpath(path, namespaces=NAMES)]


def test_features_lead_from_the_landing_page_to_the_last_page(ask: Callable[..., Any]) -> None:
    landing = ask("ogc/").json()
    by_rel = {one["rel"]: one["href"].partition("/openapi/")[2] for one in landing["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= set(by_rel)
    assert any(one.endswith("/core") for one in ask(by_rel["conformance"]).json()["conformsTo"])
    described = ask(by_rel["service-desc"]).json()
    assert described["openapi"].startswith("3.0")
    (only,) = ask(by_rel["data"]).json()["collections"]
    assert only["id"] == "wells"
    assert only["extent"]["spatial"]["bbox"] == [[118.0, 37.5, 118.04, 37.5]]
    seen, path = [], "ogc/collections/wells/items?limit=2"
    while path:
        answer = ask(path)
        page = answer.json()
        assert answer["Content-Type"] == "application/geo+json"
        assert "CRS84" in answer["Content-Crs"]
        assert page["numberReturned"] == len(page["features"]) <= 2
        seen += [one["id"] for one in page["features"]]
        onward = [one["href"] for one in page["links"] if one["rel"] == "next"]
        path = onward[0].partition("/openapi/")[2] if onward else ""
    assert seen == [f"w/{n}" for n in range(5)]
    one = ask("ogc/collections/wells/items/w/3").json()
    assert one["properties"] | {"depth": 3, "name": "井3"} == one["properties"]


def test_features_are_asked_by_place_time_and_system(ask: Callable[..., Any]) -> None:
    def ids(query: str, who: Actor = PUBLIC) -> list[str]:
        return [one["id"] for one in ask(f"ogc/collections/wells/items?{query}", who).json()["features"]]

    assert ids("bbox=118.005,37,118.025,38") == ["w/1", "w/2"]
    assert ids("bbox=118.005,37,0,118.025,38,99") == ["w/1", "w/2"]
    latitudes = "http://www.opengis.net/def/crs/EPSG/0/4490"
    assert ids(f"bbox=37,118.005,38,118.025&bbox-crs={latitudes}") == ["w/1", "w/2"]
    assert ids("datetime=2021-06-01T00:00:00Z") == ["w/0", "w/1"]
    assert ids("datetime=../2020-12-31") == ["w/0"]
    assert len(ids("datetime=2023-01-01/..")) == 5
    assert ids("q=井3") == ["w/3"]
    answer = ask(f"ogc/collections/wells/items?crs={latitudes}&limit=1")
    assert answer.json()["features"][0]["geometry"]["coordinates"] == [37.5, 118.0]
    assert answer["Content-Crs"] == f"<{latitudes}>"


@pytest.mark.parametrize(
    "query",
    ["bbox=1,2,3", "bbox=a,b,c,d", "bbox=nan,0,1,1", "bbox=10,0,5,1", "limit=0", "limit=-1", "limit=x",
     "after=x", "crs=EPSG:2381", "datetime=yesterday", "datetime=2022-01-01/2021-01-01", "colour=red", "f=xml"],
)  # fmt: skip
def test_features_refuse_what_they_cannot_read(ask: Callable[..., Any], query: str) -> None:
    told = ask(f"ogc/collections/wells/items?{query}", expect=400).json()
    assert told["code"] == "openapi.bad-parameter"


def test_wfs_says_what_it_has_and_gives_it_in_gml_that_escapes(ask: Callable[..., Any]) -> None:
    root = xml(ask("wfs?service=WFS&request=GetCapabilities"))
    assert root.tag == f"{{{NAMES['wfs']}}}WFS_Capabilities"
    assert texts(root, "//wfs:FeatureType/wfs:Name") == ["yw:wells"]
    assert texts(root, "//ows:Operation/@name") == ["GetCapabilities", "DescribeFeatureType", "GetFeature"]
    schema = xml(ask("wfs?SERVICE=wfs&REQUEST=DescribeFeatureType&TYPENAMES=yw:wells"))
    assert texts(schema, "/xsd:schema/xsd:element/@name") == ["wells"]
    declared = set(texts(schema, "//xsd:sequence/xsd:element/@name"))
    root = xml(ask("wfs?REQUEST=GetFeature&TYPENAMES=yw:wells&COUNT=3"))
    assert root.get("numberReturned") == "3"
    members = root.xpath("wfs:member/yw:wells", namespaces=NAMES)
    assert {etree.QName(child).localname for one in members for child in one} <= declared
    assert members[0].findtext("yw:name", namespaces=NAMES) == NASTY.replace("\x01", "")
    assert texts(root, "//gml:Point/@srsName")[0] == "urn:ogc:def:crs:EPSG::4490"
    assert texts(root, "//gml:pos")[1] == "37.5 118.01"
    onward = xml(ask(root.get("next").partition("/openapi/")[2]))
    assert texts(onward, "//yw:key") == ["w/3", "w/4"]
    assert onward.get("next") is None
    ids = texts(root, "//@gml:id")
    assert len(set(ids)) == len(ids) == 6
    hits = xml(ask("wfs?REQUEST=GetFeature&TYPENAMES=wells&RESULTTYPE=hits&BBOX=37,118.005,38,118.025"))
    assert (hits.get("numberMatched"), hits.get("numberReturned"), len(hits)) == ("2", "0", 0)


def test_wfs_gives_areas_with_holes_and_geojson(ask: Callable[..., Any]) -> None:
    root = xml(ask("wfs?REQUEST=GetFeature&TYPENAMES=fields&SRSNAME=EPSG:4326", STEWARD))
    assert len(root.xpath("//gml:MultiSurface/gml:surfaceMember/gml:Polygon", namespaces=NAMES)) == 2
    assert texts(root, "//gml:interior//gml:posList") == ["118.2 37.05 118.3 37.05 118.3 37.1 118.2 37.05"]
    told = ask(
        "wfs?REQUEST=GetFeature&TYPENAMES=wells&OUTPUTFORMAT=application/json&BBOX=118,37,118.005,38,EPSG:4326"
    )
    assert [one["id"] for one in json.loads(told.content)["features"]] == ["w/0"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("request=Transaction", 400), ("service=WMS&request=GetCapabilities", 400),
     ("request=GetFeature", 400), ("request=GetFeature&typenames=nothing", 404),
     ("request=GetFeature&typenames=wells&bbox=x", 400), ("request=GetFeature&typenames=wells&srsname=x", 400),
     ("request=GetFeature&typenames=wells&outputformat=shape", 400), ("request=%01%3Cb%3E", 400)],
)  # fmt: skip
def test_wfs_reports_what_is_wrong(ask: Callable[..., Any], query: str, status: int) -> None:
    root = xml(ask(f"wfs?{query}", expect=status))
    assert root.tag == f"{{{NAMES['ows']}}}ExceptionReport"
    assert root.xpath("//ows:Exception/@exceptionCode", namespaces=NAMES) == ["InvalidParameterValue"]


def test_wmts_describes_both_grids_and_its_addresses_give_tiles(ask: Callable[..., Any]) -> None:
    root = xml(ask("wmts?service=WMTS&request=GetCapabilities"))
    same = xml(ask("wmts/1.0.0/WMTSCapabilities.xml"))
    assert etree.tostring(root) == etree.tostring(same)
    assert texts(root, "//wmts:Layer/ows:Identifier") == ["wells"]
    assert texts(root, "//wmts:Contents/wmts:TileMatrixSet/ows:Identifier") == ["CGCS2000", "WebMercatorQuad"]
    first = root.xpath("//wmts:Contents/wmts:TileMatrixSet[1]/wmts:TileMatrix[1]", namespaces=NAMES)[0]
    assert [first.findtext(f"wmts:{name}", namespaces=NAMES) for name in ("MatrixWidth", "MatrixHeight")] == [
        "2",
        "1",
    ]
    template = root.xpath("//wmts:ResourceURL/@template", namespaces=NAMES)[0].partition("/openapi/")[2]
    for name, grid in (("CGCS2000", "cgcs2000"), ("WebMercatorQuad", "mercator")):
        wanted = places.tile_at(grid, 9, 118.02, 37.5)  # type: ignore[arg-type]
        marks = {"TileMatrixSet": name, "TileMatrix": 9, "TileRow": wanted.row, "TileCol": wanted.column}
        answer = ask(template.format(**marks))
        assert Image.open(io.BytesIO(answer.content)).getbbox()
        pairs = "&".join(f"{key}={value}" for key, value in marks.items())
        asked = ask(f"wmts?Request=GetTile&Layer=wells&Style=default&Format=image/png&{pairs}")
        assert asked.content == answer.content
        ask(template.format(**marks), expect=304, headers={"If-None-Match": answer["ETag"]})
        places.retire_feature(
            "wells", "w/0" if grid == "cgcs2000" else "w/1", until=date(2025, 1, 1), reason="x", by=BY
        )
        fresh = ask(template.format(**marks), headers={"If-None-Match": answer["ETag"]})
        assert fresh.content != answer.content
    empty = ask(template.format(**{**marks, "TileCol": 0}))
    assert Image.open(io.BytesIO(empty.content)).size == (256, 256)


@pytest.mark.parametrize(
    ("path", "status"),
    [("wells/default/CGCS2000/9/9999/0.png", 404), ("wells/default/CGCS2000/99/0/0.png", 404),
     ("wells/default/Mars/1/0/0.png", 400), ("wells/default/CGCS2000/x/0/0.png", 400),
     ("nothing/default/CGCS2000/1/0/0.png", 404)],
)  # fmt: skip
def test_wmts_has_no_tile_outside_its_grids(ask: Callable[..., Any], path: str, status: int) -> None:
    assert xml(ask(f"wmts/1.0.0/{path}", expect=status)).tag.endswith("ExceptionReport")


@pytest.mark.parametrize(
    ("who", "seen"),
    [(PUBLIC, {"wells"}), (APPROVER, {"wells", "fields"}), (STEWARD, {"wells", "fields", "outlets"})],
    ids=["public", "approver", "steward"],
)
def test_who_must_not_see_a_layer_finds_it_by_no_service(
    ask: Callable[..., Any], who: Actor, seen: set[str]
) -> None:
    assert {one["id"] for one in ask("ogc/collections", who).json()["collections"]} == seen
    types = texts(xml(ask("wfs?request=GetCapabilities", who)), "//wfs:FeatureType/wfs:Name")
    assert {one.removeprefix("yw:") for one in types} == seen
    assert set(texts(xml(ask("wmts?request=GetCapabilities", who)), "//wmts:Layer/ows:Identifier")) == seen
    for slug in ("wells", "fields", "outlets"):
        status = 200 if slug in seen else 404
        ask(f"ogc/collections/{slug}", who, status)
        ask(f"ogc/collections/{slug}/items", who, status)
        ask(f"wfs?request=GetFeature&typenames={slug}", who, status)
        ask(f"wfs?request=GetFeature&typenames={slug}&resulttype=hits", who, status)
        ask(f"wfs?request=DescribeFeatureType&typenames={slug}", who, status)
        ask(f"wmts/1.0.0/{slug}/default/CGCS2000/1/0/1.png", who, status)
        if status == 404:
            told = ask(f"wmts/1.0.0/{slug}/default/CGCS2000/1/0/1.png", who, 404).content
            unknown = ask("wmts/1.0.0/nothing/default/CGCS2000/1/0/1.png", who, 404).content
            assert told.replace(slug.encode(), b"nothing") == unknown
    ask("ogc/collections/outlets/items/秘密", who, 200 if "outlets" in seen else 404)


def test_geocoding_answers_in_geojson(ask: Callable[..., Any]) -> None:
    name = "山东省滨州市滨城区市中街道渤海七路688号"
    spot = places.Position(118.0123456, 37.3765432)
    places.put_addresses([places.NewAddress("A1", name, "371602001", "", "", "", spot)], load_id="1", by=BY)
    (one,) = ask("geocode?q=渤海七路688号").json()["features"]
    assert one["geometry"]["coordinates"] == [118.0123456, 37.3765432]
    assert (one["properties"]["level"], one["properties"]["score"]) == ("number", 1)
    here = ask("geocode/reverse?lon=118.0123&lat=37.3765").json()
    assert here["features"][0]["properties"]["text"] == name
    assert ask("geocode?q=火星").json()["features"] == []
    for bad in ("geocode", "geocode?q=", f"geocode?q={'路' * 300}", "geocode/reverse?lon=x&lat=1"):
        ask(bad, expect=400)
    ask("geocode/reverse?lon=200&lat=1", expect=422)
