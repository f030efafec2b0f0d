"""Take over a delivery of features: all of it or nothing, each delivery once, every change of a thing as a new version."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from yiwang.access.api import Actor, may, require
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.places.errors import BadFeatures, NotFound, UnknownLayer
from yiwang.places.facts import LayerChanged
from yiwang.places.models import Delivery, Feature, LayerRow
from yiwang.places.queries import read_layer
from yiwang.places.rules.geojson import features_from
from yiwang.places.rules.geometry import Unfit, as_bytes, box_of, read
from yiwang.places.types import Delivered, NewFeature

_BATCH = 1000


def put_features(
    layer: str, features: Sequence[NewFeature], *, load_id: str, source: str, by: Actor
) -> Delivered:
    """Write features into a layer. A load id that came before changes nothing (`again`).

    A feature that differs from what stands under its key becomes the new version from its `valid_from` (today when it
    says nothing); a version with the same beginning is replaced as a mistake, and kept.

    Raises:
        BadFeatures: every fault by its line; nothing was written.
        UnknownLayer, Refused.
    """
    with transaction.atomic():
        row = _locked(layer, by)
        known = Delivery.objects.filter(layer=row, load_id=load_id).first()
        if known:
            return Delivered(known.added, known.changed, known.same, again=True)
        shapes = _judged(features, row.entry["form"])
        standing = _standing(row, features)
        delivery = Delivery(layer=row, load_id=load_id, source=source, at=timezone.now())
        fresh = [
            (one, shape, digest)
            for one, shape in zip(features, shapes, strict=True)
            if (digest := _digest(one, shape)) != getattr(standing.get(one.key), "digest", "")
        ]
        delivery.changed = sum(one.key in standing for one, _, _ in fresh)
        delivery.added = len(fresh) - delivery.changed
        delivery.same = len(features) - len(fresh)
        delivery.save()
        Feature.objects.bulk_create(_rows(fresh, standing, row, delivery), batch_size=_BATCH)
        if fresh:
            _tell(row, delivery, by)
    return Delivered(delivery.added, delivery.changed, delivery.same)


def import_geojson(layer: str, raw: bytes, *, load_id: str, source: str, by: Actor) -> Delivered:
    """Take over a GeoJSON file; see `put_features`."""
    return put_features(layer, features_from(raw), load_id=load_id, source=source, by=by)


def retire_feature(layer: str, key: str, *, until: date, reason: str, by: Actor) -> None:
    """End a feature on a day: from then on it is not shown. Raises `NotFound`, `UnknownLayer`, `Refused`."""
    with transaction.atomic():
        row = _locked(layer, by)
        ended = Feature.objects.filter(layer=row, key=key, valid_until=None, replaced_at=None)
        if not ended.update(valid_until=until):
            raise NotFound(key)
        LayerRow.objects.filter(pk=layer).update(version=F("version") + 1)
        ledger.record(
            "places.feature-retired",
            by=by.ref,
            subject=f"layer:{layer}",
            detail={"key": key, "until": until.isoformat(), "reason": reason},
        )
        bus.publish(LayerChanged(layer, row.version + 1, 0, 1))


def _locked(layer: str, by: Actor) -> LayerRow:
    """The layer, held until the transaction ends. Who may not even see it is not told that it exists."""
    row = LayerRow.objects.select_for_update().filter(pk=layer, retired=False).first()
    if row is None or not may(by, "places.see", read_layer(row)):
        raise UnknownLayer(layer)
    require(by, "places.write", read_layer(row))
    return row


def _judged(features: Sequence[NewFeature], form: str) -> list[BaseGeometry]:
    shapes, faults, seen = [], [], set()
    for number, one in enumerate(features, start=1):
        try:
            if not 0 < len(one.key) <= 80 or one.key in seen:
                raise Unfit(f"key {one.key[:80]!r} x2" if one.key in seen else "key?")
            if len(one.name) > 200 or len(one.area_code) > 12:
                raise Unfit("name or area_code too long")
            seen.add(one.key)
            shapes.append(read(one.geometry, form))
        except Unfit as fault:
            faults.append(f"{number}: {fault}")
    if faults:
        raise BadFeatures(tuple(faults))
    return shapes


def _standing(row: LayerRow, features: Sequence[NewFeature]) -> dict[str, Feature]:
    keys = [one.key for one in features]
    found = Feature.objects.filter(layer=row, key__in=keys, valid_until=None, replaced_at=None)
    return {one.key: one for one in found.defer("shape")}


def _digest(one: NewFeature, shape: BaseGeometry) -> str:
    told = json.dumps([one.name, one.area_code, one.properties], sort_keys=True, ensure_ascii=False)
    return sha256(as_bytes(shape) + told.encode()).hexdigest()


def _rows(
    fresh: Sequence[tuple[NewFeature, BaseGeometry, str]],
    standing: dict[str, Feature],
    row: LayerRow,
    delivery: Delivery,
) -> Iterator[Feature]:
    today = timezone.localdate()
    for one, shape, digest in fresh:
        before = standing.get(one.key)
        since = one.valid_from if before is None else one.valid_from or today
        if before is not None:
            _end(before, since)
        yield Feature(
            layer=row,
            key=one.key,
            name=one.name,
            area_code=one.area_code,
            shape=as_bytes(shape),
            bbox=box_of(shape),
            properties=dict(one.properties),
            digest=digest,
            valid_from=since,
            delivery=delivery,
        )


def _end(before: Feature, since: date | None) -> None:
    changed: dict[str, Any]
    if since is not None and (before.valid_from is None or since > before.valid_from):
        changed = {"valid_until": since}
    else:
        changed = {"replaced_at": timezone.now()}
    Feature.objects.filter(pk=before.pk).update(**changed)


def _tell(row: LayerRow, delivery: Delivery, by: Actor) -> None:
    LayerRow.objects.filter(pk=row.pk).update(version=F("version") + 1)
    ledger.record(
        "places.features-put",
        by=by.ref,
        subject=f"layer:{row.pk}",
        detail={
            "load": delivery.load_id,
            "source": delivery.source,
            "added": delivery.added,
            "changed": delivery.changed,
        },
    )
    bus.publish(LayerChanged(row.pk, row.version + 1, delivery.added, delivery.changed))
