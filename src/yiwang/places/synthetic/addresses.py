"""Standard addresses of the model city: two streets in every town, coded by GB/T 37149 (region, class, street, door)."""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from yiwang.areas.api import Area
from yiwang.places.rules.address import bare
from yiwang.places.rules.coordinates import Position
from yiwang.places.synthetic.divisions import Ground
from yiwang.places.types import NewAddress

_DOORS, _STREETS = 12, ("一路", "二路")
#: Degrees between doors, and between the streets of a town.
_STEP, _APART = 0.00045, 0.0016
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def addresses(ground: Ground, towns: Sequence[Area]) -> Iterator[NewAddress]:
    """The doors of every town, and a building behind every fourth."""
    for town in towns:
        centre = ground.centres[town.code]
        for street, ending in enumerate(_STREETS):
            road = f"{bare(town.name)}{ending}"
            for door in range(1, _DOORS + 1):
                number = str(2 * door + street)
                spot = Position(
                    round(centre.x + _STEP * (door - _DOORS / 2), 7), round(centre.y + _APART * street, 7)
                )
                code = f"{town.code}1{street + 1:03}{door:05}"
                name = f"{town.full_name}{road}{number}号"
                yield NewAddress(code, name, town.code, road, number, "", spot, "OC", _SINCE)
                if door % 4 == 0:
                    behind = Position(spot.longitude, round(spot.latitude + 0.0003, 7))
                    yield NewAddress(
                        f"{code}-2", f"{name}2号楼", town.code, road, number, "2", behind, "OC", _SINCE
                    )


def write_csv(rows: Sequence[NewAddress], villages: Sequence[Area], path: Path) -> None:
    """Write addresses with the columns of the resource `place-address`; the streets lie in their town's first village."""
    first = {one.parent_code: one.code for one in reversed(villages)}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            (
                "address_code", "name", "area_code", "town_code", "village_code", "road", "number", "building",
                "longitude", "latitude", "status", "updated_at",
            )
        )  # fmt: skip
        for one in rows:
            writer.writerow(
                (
                    one.code, one.name, one.area_code[:6], one.area_code, first.get(one.area_code, ""),
                    one.road, one.number, one.building,
                    f"{one.position.longitude:.7f}", f"{one.position.latitude:.7f}", one.status,
                    "2026-01-01 00:00:00",
                )
            )  # fmt: skip
