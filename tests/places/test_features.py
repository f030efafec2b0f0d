"""Features come in whole deliveries, once; things change by versions; who must not see a layer sees nothing of it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.access.api import PUBLIC, SYSTEM, Actor, Refused, Role
from yiwang.places import api as places
from yiwang.places.models import Feature
from yiwang.text import Text

BUREAU = SYSTEM("natural-resources")
WELL = places.Layer(
    "wells", Text("监测井", "Wells"), "water", "point", "3716-water", "restricted", ("operator",)
)
OPERATOR = Actor(
    "account:1", "staff", "刘洋", mfa=True, roles=frozenset({Role("operator", "3716-big-data", "3716")})
)
APPROVER = Actor(
    "account:2", "staff", "郑洁", mfa=True, roles=frozenset({Role("approver", "3716-education", "3716")})
)
HYDROLOGIST = Actor(
    "account:3", "staff", "水文", mfa=True, roles=frozenset({Role("data-officer", "3716-water", "3716")})
)


def at(key: str, x: float = 118.0, y: float = 37.0, **more: Any) -> places.NewFeature:
    return places.NewFeature(key, f"井{key}", {"type": "Point", "coordinates": [x, y]}, **more)


@pytest.fixture
def wells(db: None) -> str:
    places.define_layer(WELL, by=BUREAU)
    return "wells"


def put(*features: places.NewFeature, load: str = "one") -> places.Delivered:
    return places.put_features("wells", features, load_id=load, source="水利局", by=BUREAU)


def keys(**asked: Any) -> list[str]:
    return [one.key for one in places.features_in("wells", actor=BUREAU, **asked).rows]


def test_a_delivery_counts_once(wells: str) -> None:
    assert put(at("a"), at("b")) == places.Delivered(2, 0, 0)
    assert put(at("c")) == places.Delivered(2, 0, 0, again=True)
    assert put(at("a"), at("b", 118.5), at("c"), load="two") == places.Delivered(1, 1, 1)
    assert sorted(keys()) == ["a", "b", "c"]


def test_a_faulty_delivery_writes_nothing_and_names_every_fault(wells: str) -> None:
    line = places.NewFeature("l", "", {"type": "LineString", "coordinates": [[1, 1], [2, 2]]})
    broken = places.NewFeature("x", "", {"type": "Point", "coordinates": ["a", None]})
    with pytest.raises(places.BadFeatures) as error:
        put(at("a"), at("a"), line, broken, at("far", 300.0), at("nan", float("nan")))
    assert [fault.partition(":")[0] for fault in error.value.faults] == ["2", "3", "4", "5", "6"]
    assert not Feature.objects.exists()
    assert put(at("a")).added == 1


def test_an_area_that_crosses_itself_is_refused(wells: str) -> None:
    places.define_layer(
        places.Layer("fields", Text("地块", "Fields"), "nature", "area", "3716-natural-resources"), by=BUREAU
    )
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    with pytest.raises(places.BadFeatures) as error:
        places.put_features("fields", [places.NewFeature("f", "", bow)], load_id="1", source="x", by=BUREAU)
    assert "Self-intersection" in error.value.faults[0]


def test_a_thing_is_seen_as_it_stood_on_a_day(wells: str) -> None:
    put(at("a", 118.0, valid_from=date(2020, 1, 1)))
    put(at("a", 118.1, valid_from=date(2024, 1, 1)), load="two")
    put(at("a", 118.2, valid_from=date(2024, 1, 1)), load="mended")
    places.retire_feature("wells", "a", until=date(2026, 1, 1), reason="封井", by=BUREAU)

    def easting(day: date) -> list[float]:
        page = places.features_in("wells", actor=BUREAU, on=day)
        return [one.geometry["coordinates"][0] for one in page.rows]

    assert easting(date(2019, 1, 1)) == []
    assert easting(date(2022, 1, 1)) == [118.0]
    assert easting(date(2024, 1, 1)) == [118.2]
    assert easting(date(2026, 1, 1)) == []
    with pytest.raises(places.NotFound):
        places.retire_feature("wells", "a", until=date(2027, 1, 1), reason="", by=BUREAU)


def test_pages_follow_one_another_in_a_constant_number_of_queries(wells: str) -> None:
    put(*(at(f"{number:03}", 117 + number / 100) for number in range(120)))
    seen, after = [], 0
    while True:
        with CaptureQueriesContext(connection) as queries:
            page = places.features_in("wells", actor=BUREAU, after=after, limit=50)
        assert len(queries) == 2
        seen += [one.key for one in page.rows]
        if not (after := page.next):
            break
    assert seen == [f"{number:03}" for number in range(120)]
    assert keys(box=places.Box(117.0, 36, 117.05, 38)) == ["000", "001", "002", "003", "004", "005"]
    assert keys(q="井007") == ["007"]


@pytest.mark.parametrize("who", [PUBLIC, APPROVER])
def test_who_may_not_see_a_layer_is_not_told_of_it(wells: str, who: Actor) -> None:
    put(at("a"))
    assert places.layers(who) == ()
    for ask in (
        lambda: places.layer("wells", who),
        lambda: places.features_in("wells", actor=who),
        lambda: places.feature("wells", "a", actor=who),
    ):
        with pytest.raises(places.UnknownLayer):
            ask()
    assert places.search_names("井a", actor=who) == ()
    with pytest.raises(places.UnknownLayer):
        places.put_features("wells", [at("b")], load_id="2", source="x", by=who)
    with pytest.raises(Refused):
        places.define_layer(WELL, by=who)


@pytest.mark.parametrize("who", [OPERATOR, HYDROLOGIST])
def test_roles_and_the_keeping_department_see_it(wells: str, who: Actor) -> None:
    put(at("a"))
    (line,) = places.layers(who)
    assert (line.layer.slug, line.features, line.box) == ("wells", 1, places.Box(118.0, 37.0, 118.0, 37.0))
    assert places.feature("wells", "a", actor=who).source == "水利局"


def test_an_officer_brings_the_layers_of_their_own_department_only(wells: str) -> None:
    assert places.put_features("wells", [at("b")], load_id="2", source="x", by=HYDROLOGIST).added == 1
    places.define_layer(
        places.Layer("stops", Text("站点", "Stops"), "transport", "point", "3716-transport"), by=BUREAU
    )
    with pytest.raises(Refused):
        places.put_features("stops", [at("b")], load_id="2", source="x", by=HYDROLOGIST)


def test_a_layer_changes_only_as_its_data_allow(wells: str) -> None:
    put(at("a"))
    for wrong in (
        {"form": "line"},
        {"readers": ()},
        {"readers": ("king",)},
        {"colour": "red"},
        {"slug": "A b"},
    ):
        with pytest.raises(places.BadLayer):
            places.define_layer(places.Layer(**{**vars(WELL), **wrong}), by=BUREAU)
    places.retire_layer("wells", by=BUREAU)
    with pytest.raises(places.UnknownLayer):
        put(at("b"), load="two")
