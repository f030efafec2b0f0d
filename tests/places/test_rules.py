"""Coordinates go there and back, tiles cover the world once, addresses come apart."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.places import api as places
from yiwang.places.rules.address import alike, bare, parse
from yiwang.places.rules.geojson import features_from

LONGITUDES, LATITUDES = st.floats(73.7, 135.0), st.floats(18.2, 53.5)


@given(LONGITUDES, LATITUDES, st.sampled_from(places.SYSTEMS))
def test_every_system_leads_back_to_where_it_began(longitude: float, latitude: float, system: str) -> None:
    here = places.Position(longitude, latitude)
    there = places.convert(here, "cgcs2000", system)  # type: ignore[arg-type]
    back = places.convert(there, system, "cgcs2000")  # type: ignore[arg-type]
    assert places.distance(here, back) < 0.01
    assert places.distance(here, there) < 2000


def test_the_offset_is_the_known_one() -> None:
    # Tiananmen in the three systems, as widely published for the public implementations.
    gcj = places.convert(places.Position(116.391265, 39.907345), "wgs84", "gcj02")
    assert (gcj.longitude, gcj.latitude) == pytest.approx((116.397507, 39.908749), abs=2e-5)
    paris = places.Position(2.35, 48.85)
    assert places.convert(paris, "wgs84", "gcj02") == paris


@pytest.mark.parametrize("bad", [(181, 0), (0, 91), (math.nan, 0), (0, math.inf)])
def test_what_is_no_place_is_refused(bad: tuple[float, float]) -> None:
    with pytest.raises(places.BadCoordinate):
        places.Position(*bad)
    with pytest.raises(places.BadCoordinate):
        places.convert(places.Position(117, 37), "cgcs2000", "mars")  # type: ignore[arg-type]


@given(
    st.floats(-179.9, 179.9),
    st.floats(-84, 84),
    st.sampled_from(["cgcs2000", "mercator"]),
    st.integers(1, 18),
)
def test_the_tile_at_a_point_shows_it(
    longitude: float, latitude: float, grid: places.Grid, level: int
) -> None:
    tile = places.tile_at(grid, level, longitude, latitude)
    box = places.box_of(tile)
    slack = 1e-9
    assert box.west - slack <= longitude <= box.east + slack
    assert box.south - slack <= latitude <= box.north + slack
    share = places.row_share(tile, latitude)
    assert -1e-6 <= share <= 1 + 1e-6
    assert places.latitude_at(tile, share) == pytest.approx(latitude, abs=1e-6)


def test_a_level_covers_the_world_once_and_nothing_lies_outside() -> None:
    world = places.Box(-180, -85, 180, 85)
    for grid in ("cgcs2000", "mercator"):
        columns, rows = places.matrix(grid, 3)
        assert len(set(places.covering(grid, 3, world))) == columns * rows  # type: ignore[arg-type]
    for wrong in (places.Tile("mercator", 3, 8, 0), places.Tile("mercator", 40, 0, 0)):
        with pytest.raises(places.NoSuchTile):
            places.box_of(wrong)
    assert places.scale_denominator("mercator", 0) == pytest.approx(559082264.0287178)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "山东省滨州市滨城区市中街道渤海七路 ６８８ 号3号楼2单元502室",
            {
                "county": "滨城区", "town": "市中街道", "road": "渤海七路", "number": "688", "building": "3",
                "unit": "2", "room": "502",
            },
        ),
        ("邹平市黄山街道鹤伴二路567号", {"city": "邹平市", "town": "黄山街道", "road": "鹤伴二路", "number": "567"}),
        ("惠民县孙武街道城南社区居委会12号", {"county": "惠民县", "village": "城南社区居委会", "number": "12"}),
        ("无棣县水湾镇张王庄村45号", {"town": "水湾镇", "village": "张王庄村", "number": "45"}),
        ("新苑社区", {"village": "新苑社区", "county": ""}),
        ("滨城区阳光小区3号楼", {"county": "滨城区", "village": "阳光小区", "building": "3"}),
        ("渤海七路", {"road": "渤海七路", "number": ""}),
        ("市中街道办事处", {"town": "市中街道", "city": ""}),
        ("随便什么", {"rest": "随便什么", "road": ""}),
    ],
)  # fmt: skip
def test_addresses_come_apart(text: str, parts: dict[str, str]) -> None:
    found = parse(text)
    assert {name: getattr(found, name) for name in parts} == parts


def test_only_what_was_asked_for_counts() -> None:
    held = parse("山东省滨州市滨城区市中街道新苑社区渤海七路688号3号楼")
    assert alike(parse("渤海七路688号"), held) == 1
    assert alike(parse("邹平市渤海七路688号"), held) < 1
    assert 0.8 < alike(parse("渤海七路690号"), held) < 1
    assert alike(parse(""), held) == 0
    assert bare("新苑社区居委会") == bare("新苑社区") == "新苑"


@given(st.text(alphabet="山东省滨州市区县镇路街道号楼村居委会单元室0123456789 ", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"{", "FeatureCollection?"),
        (b"\xff\xfe\x00", "FeatureCollection?"),
        (b'{"features": 3}', "FeatureCollection?"),
        (b'{"features": [3]}', "1: Feature?"),
        (b'{"features": [{"type": "Feature", "properties": {}}]}', "1: id?"),
        (b'{"features": [{"type": "Feature", "id": 1, "properties": {"valid_from": "x"}}]}', "1: valid_from x?"),
        (b'{"crs": {"properties": {"name": "EPSG:2381"}}, "features": []}', "crs EPSG:2381?"),
        (b"[" * 100_000, "FeatureCollection?"),
    ],
)  # fmt: skip
def test_files_that_are_no_geojson_are_named(raw: bytes, fault: str) -> None:
    with pytest.raises(places.BadFeatures) as error:
        features_from(raw)
    assert error.value.faults == (fault,)
