"""Take over standard addresses: the newest word on each code stands."""

from collections.abc import Sequence

from django.db import transaction

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.places.errors import BadFeatures
from yiwang.places.facts import AddressesChanged
from yiwang.places.models import StandardAddress
from yiwang.places.rules.address import bare, parse
from yiwang.places.rules.tiles import Box
from yiwang.places.types import NewAddress

_BATCH = 2000
_FIELDS = [
    "name", "area_code", "village", "road", "number", "building", "longitude", "latitude", "spot", "status",
    "updated_at",
]  # fmt: skip


def put_addresses(addresses: Sequence[NewAddress], *, load_id: str, by: Actor) -> int:
    """Write addresses by code; older words than what stands, and the same again, change nothing.

    Returns how many changed. Raises `BadFeatures` (codes missing or twice), `Refused`.
    """
    require(by, "places.write", None)
    codes = [one.code for one in addresses]
    if not all(codes) or len(set(codes)) < len(codes):
        raise BadFeatures(("address_code?",))
    changed = 0
    with transaction.atomic():
        for first in range(0, len(addresses), _BATCH):
            changed += _put(addresses[first : first + _BATCH])
        if changed:
            ledger.record(
                "places.addresses-put",
                by=by.ref,
                subject="register:places",
                detail={"load": load_id, "changed": changed},
            )
            bus.publish(AddressesChanged(load_id, changed))
    return changed


def _put(batch: Sequence[NewAddress]) -> int:
    held = StandardAddress.objects.select_for_update().in_bulk([one.code for one in batch])
    fresh = [row for one in batch if _is_news(row := _row(one), held.get(one.code))]
    StandardAddress.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["code"], update_fields=_FIELDS
    )
    return len(fresh)


def _is_news(row: StandardAddress, held: StandardAddress | None) -> bool:
    if held is None:
        return True
    if held.updated_at and row.updated_at and row.updated_at <= held.updated_at:
        return False
    return any(getattr(row, name) != getattr(held, name) for name in _FIELDS)


def _row(one: NewAddress) -> StandardAddress:
    parts = parse(one.name)
    place = one.position
    return StandardAddress(
        code=one.code,
        name=one.name,
        area_code=one.area_code,
        village=bare(parts.village) if parts.village else "",
        road=one.road or parts.road,
        number=one.number or parts.number,
        building=one.building or parts.building,
        longitude=place.longitude,
        latitude=place.latitude,
        spot=Box(place.longitude, place.latitude, place.longitude, place.latitude),
        status=one.status,
        updated_at=one.updated_at,
    )
