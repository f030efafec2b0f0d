"""Reading layers and features; whoever asks sees only what is open to them."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from yiwang.access.api import Actor, may
from yiwang.places.errors import NotFound, UnknownLayer
from yiwang.places.models import Feature, LayerRow
from yiwang.places.rules.geometry import as_geojson, from_bytes
from yiwang.places.rules.tiles import Box
from yiwang.places.types import FeaturePage, FeatureView, Layer, LayerLine
from yiwang.text import Text

MOST = 10_000
#: From a day to a day, both counted; None where it has no end.
Span = tuple[date | None, date | None]


def layers(actor: Actor) -> tuple[LayerLine, ...]:
    """The layers that are open to an actor, by theme, with what they hold now."""
    held = _held()
    found = []
    for row in LayerRow.objects.filter(retired=False).order_by("theme", "slug"):
        layer = read_layer(row)
        if may(actor, "places.see", layer):
            count, box = held.get(row.slug, (0, None))
            found.append(LayerLine(layer, count, box))
    return tuple(found)


def layer(slug: str, actor: Actor) -> Layer:
    """A layer. Raises `UnknownLayer`, also when it is not open to the actor: that it exists is not told."""
    row = LayerRow.objects.filter(pk=slug, retired=False).first()
    if row is None or not may(actor, "places.see", found := read_layer(row)):
        raise UnknownLayer(slug)
    return found


def layer_box(slug: str) -> Box | None:
    """The box around all that a layer holds."""
    return _held(slug).get(slug, (0, None))[1]


def features_in(
    slug: str,
    *,
    actor: Actor,
    box: Box | None = None,
    on: date | Span | None = None,
    q: str = "",
    after: int = 0,
    limit: int = 100,
) -> FeaturePage:
    """Features of a layer that meet a box and hold on a day (today) or at any time of a span, by number after `after`.

    `limit` is at most 10,000. Raises `UnknownLayer`.
    """
    layer(slug, actor)
    rows = _asked(slug, box, on, q).filter(id__gt=after).select_related("delivery").order_by("id")
    limit = max(1, min(limit, MOST))
    found = list(rows[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else 0
    return FeaturePage(tuple(read_feature(row) for row in found[:limit]), more)


def feature_count(
    slug: str, *, actor: Actor, box: Box | None = None, on: date | Span | None = None, q: str = ""
) -> int:
    """How many features `features_in` would give in all. Raises `UnknownLayer`."""
    layer(slug, actor)
    return _asked(slug, box, on, q).count()


def _asked(slug: str, box: Box | None, on: date | Span | None, q: str) -> QuerySet[Feature]:
    rows = standing(on).filter(layer_id=slug)
    if box is not None:
        rows = rows.filter(bbox__meets=box)
    return rows.filter(name__contains=q.strip()) if q.strip() else rows


def feature(slug: str, key: str, *, actor: Actor, on: date | None = None) -> FeatureView:
    """One feature as it stands on a day. Raises `UnknownLayer`, `NotFound`."""
    layer(slug, actor)
    row = standing(on).filter(layer_id=slug, key=key).select_related("delivery").first()
    if row is None:
        raise NotFound(key)
    return read_feature(row)


def standing(on: date | Span | None = None) -> QuerySet[Feature]:
    """Features that hold on a day (today), or at any time of a span."""
    first, last = on if isinstance(on, tuple) else (on or timezone.localdate(),) * 2
    rows = Feature.objects.filter(replaced_at=None)
    if last is not None:
        rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=last))
    if first is not None:
        rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=first))
    return rows


def read_feature(row: Feature) -> FeatureView:
    """A row as it crosses the door."""
    return FeatureView(
        row.pk,
        row.layer_id,
        row.key,
        row.name,
        row.area_code,
        as_geojson(from_bytes(row.shape)),
        row.bbox,
        row.properties,
        row.valid_from,
        row.valid_until,
        row.delivery.source,
    )


def _held(slug: str = "") -> dict[str, tuple[int, Box | None]]:
    """How many features layers hold now and the box around them, images too, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"slug": slug})
        return {
            name: (count, None if west is None else Box(west, south, east, north))
            for name, count, west, south, east, north in cursor.fetchall()
        }


_HELD = """
SELECT layer_id, sum(features)::int, min((bbox[1])[0]), min((bbox[1])[1]), max((bbox[0])[0]), max((bbox[0])[1])
FROM (
  SELECT layer_id, bbox, 1 AS features FROM places_feature WHERE valid_until IS NULL AND replaced_at IS NULL
  UNION ALL SELECT layer_id, bbox, 0 FROM places_image
) AS held
WHERE %(slug)s IN ('', layer_id)
GROUP BY layer_id
"""


def read_layer(row: LayerRow) -> Layer:
    """A row as it crosses the door."""
    entry: dict[str, Any] = dict(row.entry)
    texts: dict[str, Any] = {name: Text.of(entry.pop(name)) for name in ("name", "note")}
    readers = tuple(entry.pop("readers"))
    return Layer(row.slug, **texts, **entry, readers=readers, version=row.version)
