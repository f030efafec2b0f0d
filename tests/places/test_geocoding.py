"""Texts find places, points find their surroundings, and the finest thing known wins."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.access.api import PUBLIC, SYSTEM, Refused
from yiwang.areas.models import Division
from yiwang.places import api as places
from yiwang.places.models import StandardAddress
from yiwang.text import Text

BY = SYSTEM("test")
TOWN = "山东省滨州市滨城区市中街道"


def address(code: str, name: str, x: float, y: float, **more: Any) -> places.NewAddress:
    return places.NewAddress(code, name, "371602001", "", "", "", places.Position(x, y), **more)


@pytest.fixture
def town(db: None) -> None:
    for code, name, level, full in (
        ("371602", "滨城区", 3, "山东省滨州市滨城区"),
        ("371602001", "市中街道", 4, TOWN),
        ("371602001001", "新苑社区居委会", 5, f"{TOWN}新苑社区居委会"),
    ):
        Division.objects.create(code=code, name=name, level=level, parent_code=code[:-3], full_name=full)
    places.define_layer(
        places.Layer("towns", Text("乡镇", "Towns"), "divisions", "area", "3716-natural-resources"), by=BY
    )
    places.define_layer(
        places.Layer("names", Text("地名", "Names"), "names", "point", "3716-natural-resources"), by=BY
    )
    square = [[118, 37], [118.1, 37], [118.1, 37.1], [118, 37.1], [118, 37]]
    places.put_features(
        "towns",
        [
            places.NewFeature(
                "371602001", "市中街道", {"type": "Polygon", "coordinates": [square]}, area_code="371602001"
            )
        ],
        load_id="1", source="合成", by=BY,
    )  # fmt: skip
    spot = {"type": "Point", "coordinates": [118.03, 37.03]}
    places.put_features(
        "names",
        [
            places.NewFeature("v", "新苑社区居委会", spot, area_code="371602001001"),
            places.NewFeature("hill", "蒲湖公园", {"type": "Point", "coordinates": [118.07, 37.07]}, area_code="371602001"),
        ],
        load_id="1", source="合成", by=BY,
    )  # fmt: skip
    places.put_addresses(
        [
            address("A1", f"{TOWN}渤海七路688号", 118.01, 37.01),
            address("A2", f"{TOWN}渤海七路688号3号楼", 118.0101, 37.0101),
            address("A3", f"{TOWN}渤海七路690号", 118.0110, 37.0110),
            address("A4", f"{TOWN}黄河五路1号", 118.05, 37.05),
            address("A5", f"{TOWN}黄河五路3号", 118.0501, 37.05, status="AB"),
            address("A6", f"{TOWN}新苑社区12号", 118.0301, 37.03),
        ],
        load_id="1",
        by=BY,
    )


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("滨城区渤海七路688号3号楼2单元", "A2", "building"),
        ("滨州市渤海七路690号", "A3", "number"),
        ("渤海七路 692 号", "A3", "road"),
        ("市中街道新苑社区居委会12号", "A6", "number"),
        ("新苑社区", "v", "village"),
        ("蒲湖公园", "hill", "name"),
        ("市中街道办事处", "371602001", "town"),
    ],
)
def test_the_finest_thing_known_is_found(town: None, text: str, code: str, level: str) -> None:
    best = places.geocode(text, actor=PUBLIC)[0]
    assert (best.code, best.level) == (code, level)
    assert 0.3 < best.score <= 1
    assert all(len(part.partition(".")[2]) >= 6 for part in best.coordinates)


def test_what_means_nothing_finds_nothing(town: None) -> None:
    for text in (
        "",
        "  ，。",
        "火星大道1号",
        "黄河五路3号x",
        "'; DROP TABLE places_address; --",
        "%",
        "路" * 5000,
    ):
        assert all(one.code != "A5" for one in places.geocode(text, actor=PUBLIC))
    assert places.geocode("火星大道1号", actor=PUBLIC) == ()
    assert places.geocode("渤海七路688号", actor=PUBLIC, area="371681") == ()


def test_a_point_knows_its_town_and_its_nearest_door(town: None) -> None:
    here = places.reverse_geocode(places.Position(118.0100, 37.0100), actor=PUBLIC)
    assert [one.key for one in here.divisions] == ["371602001"]
    assert [one.code for one in here.addresses] == ["A1", "A2", "A3"]
    assert here.addresses[0].metres == 0
    assert here.addresses[1].metres == pytest.approx(14.2, abs=0.3)
    near = places.reverse_geocode(places.Position(118.0100, 37.0100), actor=PUBLIC, radius=20)
    assert [one.code for one in near.addresses] == ["A1", "A2"]
    nowhere = places.reverse_geocode(places.Position(10, 10), actor=PUBLIC)
    assert (nowhere.divisions, nowhere.addresses) == ((), ())
    with pytest.raises(places.BadCoordinate):
        places.reverse_geocode(places.Position(118, 37), actor=PUBLIC, radius=9e9)


def test_many_texts_keep_their_order_and_repeat_for_nothing(town: None) -> None:
    texts = ["渤海七路688号", "火星大道1号", "渤海七路688号"]
    with CaptureQueriesContext(connection) as one:
        places.geocode("渤海七路688号", actor=PUBLIC)
    with CaptureQueriesContext(connection) as many:
        found = places.geocode_many(["渤海七路688号"] * 50, actor=PUBLIC)
    assert len(one) == len(many)
    assert {text for text, _ in found} == {"渤海七路688号"}
    codes = [best and best.code for _, best in places.geocode_many(texts, actor=PUBLIC)]
    assert codes == ["A1", None, "A1"]


def test_names_are_found_exact_ones_first(town: None) -> None:
    assert [one.name for one in places.search_names("公园", actor=PUBLIC)] == ["蒲湖公园"]
    assert [one.key for one in places.search_names("市中", actor=PUBLIC)] == ["371602001"]
    assert places.search_names("公园", actor=PUBLIC, area="3717") == ()
    assert places.search_names(" ", actor=PUBLIC) == ()


def test_the_newest_word_on_an_address_stands(town: None) -> None:
    def told(day: int, x: float) -> places.NewAddress:
        return address("B1", f"{TOWN}渤海七路1号", x, 37.0, updated_at=datetime(2026, 6, day, tzinfo=UTC))

    assert places.put_addresses([told(2, 118.02)], load_id="2", by=BY) == 1
    assert places.put_addresses([told(1, 118.09)], load_id="3", by=BY) == 0
    assert places.put_addresses([told(2, 118.02)], load_id="2", by=BY) == 0
    assert places.put_addresses([told(3, 118.04)], load_id="4", by=BY) == 1
    assert StandardAddress.objects.get(pk="B1").longitude == 118.04
    with pytest.raises(places.BadFeatures):
        places.put_addresses([told(3, 1), told(4, 2)], load_id="5", by=BY)
    with pytest.raises(Refused):
        places.put_addresses([told(5, 1)], load_id="6", by=PUBLIC)
