"""What places do when they hear of others: standard addresses that landed in the lake come into the index."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from yiwang.access.api import SYSTEM
from yiwang.bus.api import subscribe
from yiwang.calendar.api import CITY_ZONE
from yiwang.collection.api import LoadFinished
from yiwang.lake import api as lake
from yiwang.places.rules.coordinates import Position
from yiwang.places.services.put_addresses import put_addresses
from yiwang.places.types import NewAddress

RESOURCE = "place-address"
#: The newest word on each code, as far as it has a place.
_NEWEST = """
SELECT * FROM rows WHERE longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90
QUALIFY row_number() OVER (PARTITION BY address_code ORDER BY updated_at DESC NULLS LAST) = 1
"""


@subscribe(LoadFinished, handler="places.take-addresses")
def take_addresses(fact: LoadFinished) -> None:
    """Take the addresses of a load over; a load that is told twice changes nothing."""
    if fact.resource != RESOURCE or not fact.rows:
        return
    rows = lake.query(_NEWEST, {"rows": lake.TableAt(fact.table, snapshot_id=fact.snapshot_id)})
    put_addresses(list(_addresses(rows.to_pylist())), load_id=f"load:{fact.load_id}", by=SYSTEM("places"))


def _addresses(rows: list[Mapping[str, Any]]) -> Iterator[NewAddress]:
    for row in rows:
        told: datetime | None = row["updated_at"]
        code = row["village_code"] or row["town_code"] or row["area_code"] or ""
        yield NewAddress(
            code=row["address_code"],
            name=row["name"] or "",
            area_code=code,
            road=row["road"] or "",
            number=row["number"] or "",
            building=row["building"] or "",
            position=Position(row["longitude"], row["latitude"]),
            status=row["status"] or "UN",
            updated_at=told and told.replace(tzinfo=CITY_ZONE),
        )
