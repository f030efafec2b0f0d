"""Layers of the model city, as the departments would bring them: all of it made up, and saying so."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from shapely.geometry import LineString, Point, box, mapping
from shapely.geometry.base import BaseGeometry

from yiwang.areas.api import Area
from yiwang.places.synthetic.divisions import Ground, spread
from yiwang.places.types import Layer, NewFeature
from yiwang.text import Text

NOTE = Text(
    "合成数据，仅供演示；真实境界须取得审图号后方可公开。",
    "Synthetic, for demonstration; real boundaries need a review number before they are shown.",
)
IMAGE = "imagery-ground"


def layers(city: str) -> tuple[Layer, ...]:
    """The layers of the departments of a city."""

    def one(
        slug: str, zh: str, en: str, theme: str, form: str, office: str, colour: str, **more: object
    ) -> Layer:
        return Layer(slug, Text(zh, en), theme, form, f"{city}-{office}", note=NOTE, colour=colour, **more)  # type: ignore[arg-type]

    land = "natural-resources"
    return (
        one("division-county", "县级行政区", "Counties", "divisions", "area", land, "#6b4f8a"),
        one("division-town", "乡级行政区", "Towns", "divisions", "area", land, "#8a6b4f"),
        one("place-name", "地名", "Place names", "names", "point", land, "#4a4a4a"),
        one("land-parcel", "土地利用地块", "Land parcels", "nature", "area", land, "#7a8f2a", grade="internal"),
        one("road", "公路", "Roads", "transport", "line", "transport", "#b5541c"),
        one("bus-stop", "公交站点", "Bus stops", "transport", "point", "transport", "#1c6fb5"),
        one("air-station", "空气质量监测站", "Air quality stations", "ecology", "point", "ecology", "#0b6157"),
        one("pollution-source", "重点排污单位", "Pollution sources", "ecology", "point", "ecology", "#a01c2c",
            grade="restricted", readers=("data-steward", "leader")),
        one("river", "河流", "Rivers", "water", "line", "water", "#2a6fb0"),
        one("water-station", "水文监测站", "Hydrological stations", "water", "point", "water", "#174a7a",
            grade="internal"),
        one("weather-station", "气象观测站", "Weather stations", "weather", "point", "meteorology", "#6a3fa0"),
        one(IMAGE, "合成遥感影像", "Synthetic image of the ground", "imagery", "image", land, "#555555",
            grade="internal"),
    )  # fmt: skip


def features(
    ground: Ground, counties: Sequence[Area], towns: Sequence[Area], villages: Sequence[Area], *, seed: int
) -> dict[str, list[NewFeature]]:
    """What each layer holds."""
    random = Random(f"layers:{seed}")  # noqa: S311  (things that do not exist need no secrecy)
    return {
        "division-county": [_division(one, ground.counties[one.code]) for one in counties],
        "division-town": [_division(one, ground.towns[one.code]) for one in towns],
        "place-name": list(_names(ground, towns, villages, random)),
        "land-parcel": list(_parcels(ground, towns, random)),
        "road": list(_roads(ground, counties, towns)),
        "river": list(_rivers(ground, random)),
        "bus-stop": list(_stops(ground, towns, random)),
        "air-station": list(_stations(ground, counties, random, "空气站", 2, measure="PM2.5")),
        "pollution-source": list(_stations(ground, counties, random, "排污单位", 4, measure="COD")),
        "water-station": list(_stations(ground, counties, random, "水文站", 2, measure="水位")),
        "weather-station": list(_stations(ground, counties, random, "气象站", 3, measure="气温")),
    }


def _put(key: str, name: str, shape: BaseGeometry, area: str, **told: object) -> NewFeature:
    return NewFeature(key, name, mapping(shape), {"synthetic": True, **told}, area)


def _division(area: Area, shape: BaseGeometry) -> NewFeature:
    return _put(area.code, area.name, shape, area.code, full_name=area.full_name, level=area.level)


def _names(
    ground: Ground, towns: Sequence[Area], villages: Sequence[Area], random: Random
) -> Iterator[NewFeature]:
    below: dict[str, list[Area]] = {}
    for village in villages:
        below.setdefault(village.parent_code, []).append(village)
    for town in towns:
        yield _put(
            f"town-{town.code}", f"{town.name}政府驻地", ground.centres[town.code], town.code, kind="驻地"
        )
        inside = below.get(town.code, [])
        spots = spread(ground.towns[town.code], len(inside), random) if inside else []
        for village, spot in zip(inside, spots, strict=True):
            yield _put(village.code, village.name, spot, village.code, kind="居民点")


def _parcels(ground: Ground, towns: Sequence[Area], random: Random) -> Iterator[NewFeature]:
    for town in towns:
        for number, spot in enumerate(spread(ground.towns[town.code], 4, random), start=1):
            side, use = (
                random.uniform(0.002, 0.006),
                random.choice(("耕地", "林地", "园地", "建设用地", "湿地")),
            )
            shape = box(spot.x, spot.y, spot.x + side, spot.y + side * 0.7)
            yield _put(f"{town.code}-{number}", f"{town.name}{use}{number}号地块", shape, town.code, use=use)


def _roads(ground: Ground, counties: Sequence[Area], towns: Sequence[Area]) -> Iterator[NewFeature]:
    for number, (first, second) in enumerate(pairwise(counties), start=1):
        line = LineString([ground.centres[first.code], ground.centres[second.code]])
        yield _put(f"S{300 + number}", f"省道{300 + number}", line, first.code[:4], rank="省道")
    for town in towns:
        county = ground.centres[town.code[:6]]
        line = LineString([county, ground.centres[town.code]])
        if line.length:
            yield _put(f"X-{town.code}", f"{town.name}联络线", line, town.code, rank="县道")


def _rivers(ground: Ground, random: Random) -> Iterator[NewFeature]:
    west, south, east, north = ground.outline.bounds
    for number, name in enumerate(("青水河", "柳溪河", "白沙河"), start=1):
        share = number / 4
        corners = [
            (
                west + (east - west) * step / 24,
                south + (north - south) * (share + random.uniform(-0.02, 0.02) + 0.004 * step),
            )
            for step in range(25)
        ]
        inside = LineString(corners).intersection(ground.outline)
        yield _put(f"R{number}", name, inside, "", rank="干流")


def _stops(ground: Ground, towns: Sequence[Area], random: Random) -> Iterator[NewFeature]:
    for town in towns:
        if town.name.endswith("街道"):
            for number, spot in enumerate(spread(ground.towns[town.code], 6, random), start=1):
                yield _put(
                    f"{town.code}-{number}", f"{town.name}{number}站", spot, town.code, lines=[f"{number}路"]
                )


def _stations(
    ground: Ground, counties: Sequence[Area], random: Random, kind: str, count: int, **told: object
) -> Iterator[NewFeature]:
    for county in counties:
        for number, spot in enumerate(spread(ground.counties[county.code], count, random), start=1):
            yield _station(county, number, kind, spot, told)


def _station(county: Area, number: int, kind: str, spot: Point, told: dict[str, object]) -> NewFeature:
    return _put(f"{county.code}-{number}", f"{county.name}{number}号{kind}", spot, county.code, **told)
