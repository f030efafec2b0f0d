"""The made-up ground: towns fill their county, counties fill the city, and it comes out the same each time."""

from pathlib import Path

import shapely

from yiwang.areas.api import Area
from yiwang.places.rules.raster import open_image, world_from
from yiwang.places.synthetic.addresses import addresses, write_csv
from yiwang.places.synthetic.divisions import ground
from yiwang.places.synthetic.layers import features, layers
from yiwang.places.synthetic.picture import picture

COUNTIES = [Area(f"3716{n:02}", f"第{n}县", 3, "3716", f"山东省滨州市第{n}县") for n in range(1, 6)]
TOWNS = [
    Area(f"{one.code}{n:03}", f"街{n}街道", 4, one.code, f"{one.full_name}街{n}街道")
    for one in COUNTIES
    for n in range(1, 8)
]
VILLAGES = [
    Area(f"{one.code}{n:03}", f"庄{n}村村委会", 5, one.code, f"{one.full_name}庄{n}村村委会")
    for one in TOWNS
    for n in range(3)
]
LAND = ground([one.code for one in COUNTIES], [one.code for one in TOWNS], seed=7)


def test_divisions_cover_the_ground_once() -> None:
    for shapes, whole in (
        (LAND.counties.values(), LAND.outline.area),
        (LAND.towns.values(), LAND.outline.area),
    ):
        together = shapely.union_all(list(shapes)).area
        assert abs(sum(one.area for one in shapes) - together) < 1e-9
        assert together > 0.97 * whole
    for code, town in LAND.towns.items():
        assert LAND.counties[code[:6]].buffer(1e-9).covers(town)


def test_it_comes_out_the_same_each_time_and_says_what_it_is() -> None:
    held = features(LAND, COUNTIES, TOWNS, VILLAGES, seed=7)
    again = ground([one.code for one in COUNTIES], [one.code for one in TOWNS], seed=7)
    assert features(again, COUNTIES, TOWNS, VILLAGES, seed=7) == held
    assert all(one.properties["synthetic"] for ones in held.values() for one in ones)
    assert {one.slug for one in layers("3716")} - set(held) == {"imagery-ground"}
    assert all("审图号" in one.note.zh for one in layers("3716"))
    assert {one.theme for one in layers("3716")} >= {"nature", "transport", "ecology", "water", "weather"}
    png, world = picture(LAND, held, seed=7)
    image = open_image(png)
    box = world_from(world).box(image.width, image.height)
    assert abs(box.west - LAND.outline.bounds[0]) < 1e-9


def test_addresses_have_a_code_a_door_and_six_decimals(tmp_path: Path) -> None:
    found = list(addresses(LAND, TOWNS))
    assert len({one.code for one in found}) == len(found)
    write_csv(found, VILLAGES, tmp_path / "addresses.csv")
    head, first, *_ = (tmp_path / "addresses.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("address_code,name,area_code,town_code")
    assert first.split(",")[4] == VILLAGES[0].code
    assert len(first.split(",")[8].partition(".")[2]) == 7
