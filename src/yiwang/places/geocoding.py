"""From a text to places, and from a point to what lies around it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import shapely
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Power

from yiwang.access.api import Actor
from yiwang.areas import api as areas
from yiwang.places.errors import BadCoordinate
from yiwang.places.models import Feature, LayerRow, StandardAddress
from yiwang.places.queries import layers, read_feature, standing
from yiwang.places.rules.address import Address, alike, bare, parse, tidy
from yiwang.places.rules.coordinates import EARTH, Position, distance
from yiwang.places.rules.geometry import from_bytes
from yiwang.places.rules.tiles import Box
from yiwang.places.types import MATCH_LEVELS, Candidate, FeatureView, Here, Nearby

#: How many held addresses are weighed for one text; a road of a city has fewer doors.
_WEIGHED = 400
#: Below this a candidate says more about chance than about the text.
_LEAST = 0.35
MOST_METRES = 5_000.0
_ORDER = tuple(MATCH_LEVELS)


def geocode(text: str, *, actor: Actor, area: str = "", limit: int = 10) -> tuple[Candidate, ...]:
    """The places a text may mean, best first, inside a division (`area`, a code) when it is given.

    Door addresses are tried first, then villages and named places, then towns and counties, so that a text always finds
    the finest thing that is known of it. Coordinates are CGCS2000. A text that means nothing finds nothing.
    """
    if not tidy(text):
        return ()
    asked = parse(text)
    found = [*_addresses(asked, area)]
    if not found:
        found = [*_named(asked, text, area, actor)]
    if not found:
        found = [*_divisions(asked, area)]
    found.sort(key=lambda one: (-one.score, _ORDER.index(one.level), one.text, one.code))
    return tuple(found[:limit])


def geocode_many(
    texts: Sequence[str], *, actor: Actor, area: str = ""
) -> tuple[tuple[str, Candidate | None], ...]:
    """Each text with its best candidate, in the order they came; the same text is looked up once."""
    best = {text: next(iter(geocode(text, actor=actor, area=area, limit=1)), None) for text in set(texts)}
    return tuple((text, best[text]) for text in texts)


def reverse_geocode(position: Position, *, actor: Actor, radius: float = 300.0, limit: int = 5) -> Here:
    """What lies around a point: the divisions that contain it, and the nearest addresses within `radius` metres.

    Raises `BadCoordinate` for a radius that is not above 0 and at most 5,000 m.
    """
    if not 0 < radius <= MOST_METRES:
        raise BadCoordinate(radius, "m")
    near = _around(position, radius)
    stretch = math.cos(math.radians(position.latitude))
    apart = Power((F("longitude") - Value(position.longitude)) * Value(stretch), 2.0) + Power(
        F("latitude") - Value(position.latitude), 2.0
    )
    rows = (
        StandardAddress.objects.filter(spot__meets=near, status="OC")
        .annotate(apart=apart)
        .order_by("apart", "code")[:limit]
    )
    told = (
        Nearby(row.name, row.code, at, distance(position, at))
        for row in rows
        for at in (Position(row.longitude, row.latitude),)
    )
    return Here(divisions_at(position, actor=actor), tuple(one for one in told if one.metres <= radius))


def divisions_at(position: Position, *, actor: Actor) -> tuple[FeatureView, ...]:
    """The divisions that contain a point, outer ones first."""
    open_to = [line.layer.slug for line in layers(actor) if line.layer.theme == "divisions"]
    spot = Box(position.longitude, position.latitude, position.longitude, position.latitude)
    point = shapely.Point(position.longitude, position.latitude)
    rows = standing().filter(layer_id__in=open_to, bbox__meets=spot).select_related("delivery")
    holding = [row for row in rows if from_bytes(row.shape).covers(point)]
    return tuple(read_feature(row) for row in sorted(holding, key=lambda row: len(row.area_code)))


def search_names(q: str, *, actor: Actor, area: str = "", limit: int = 30) -> tuple[FeatureView, ...]:
    """Named things of all layers open to the actor: exact names first, then those that begin so, then the shortest."""
    word = tidy(q)
    if not word:
        return ()
    open_to = [line.layer.slug for line in layers(actor)]
    rows = standing().filter(layer_id__in=open_to, name__contains=word, area_code__startswith=area)
    found = rows.select_related("delivery").order_by("name", "layer_id", "id")[:_WEIGHED]
    ranked = sorted(
        found, key=lambda row: (row.name != word, not row.name.startswith(word), len(row.name), row.name)
    )
    return tuple(read_feature(row) for row in ranked[:limit])


def _around(position: Position, radius: float) -> Box:
    north = math.degrees(radius / EARTH)
    east = north / max(0.01, math.cos(math.radians(position.latitude)))
    return Box(
        position.longitude - east,
        position.latitude - north,
        position.longitude + east,
        position.latitude + north,
    )


def _addresses(asked: Address, area: str) -> Iterator[Candidate]:
    rows = StandardAddress.objects.filter(status="OC", area_code__startswith=area)
    if asked.road:
        rows = rows.filter(road=asked.road)
        exact = list(rows.filter(number=asked.number)[:_WEIGHED]) if asked.number else []
        weighed: Iterable[StandardAddress] = exact or rows.order_by("code")[:_WEIGHED]
    elif asked.village and (asked.number or asked.building):
        rows = rows.filter(village=bare(asked.village))
        weighed = rows.order_by("code")[:_WEIGHED]
    else:
        return
    for row in weighed:
        held = parse(row.name)
        score = alike(asked, held)
        if score >= _LEAST:
            yield Candidate(
                row.name,
                _level(asked, held),
                round(score, 4),
                Position(row.longitude, row.latitude),
                row.area_code,
                row.code,
            )


def _level(asked: Address, held: Address) -> str:
    if asked.number and asked.number == held.number:
        return "building" if asked.building and asked.building == held.building else "number"
    if asked.building and asked.building == held.building and not asked.number:
        return "building"
    return "road" if asked.road else "village"


def _named(asked: Address, text: str, area: str, actor: Actor) -> Iterator[Candidate]:
    """Villages by their names, and things that are called exactly as the text says."""
    open_to = [line.layer.slug for line in layers(actor) if line.layer.theme != "divisions"]
    rows = standing().filter(layer_id__in=open_to, area_code__startswith=area)
    if asked.village:
        yield from _villages(asked, rows)
    for row in rows.filter(name=tidy(text)).order_by("id")[:_WEIGHED]:
        yield _candidate(row, row.name, "name", 1.0)


def _villages(asked: Address, rows: QuerySet[Feature]) -> Iterator[Candidate]:
    stem = bare(asked.village)
    held = list(
        rows.filter(layer__theme="names", name__contains=stem).exclude(area_code="").order_by("id")[:_WEIGHED]
    )
    known = areas.areas(row.area_code for row in held)
    for row in held:
        full = known[row.area_code].full_name if row.area_code in known else row.name
        if bare(parse(full).village or row.name) == stem:
            yield _candidate(row, full, "village", alike(asked, parse(full)))


def _divisions(asked: Address, area: str) -> Iterator[Candidate]:
    for name, level, kind in ((asked.town, 4, "town"), (asked.county or asked.city, 3, "county")):
        if not name:
            continue
        known = {one.code: one for one in areas.find(name, inside=area, level=level)}
        shown = LayerRow.objects.filter(theme="divisions", retired=False)
        rows = standing().filter(layer__in=shown, area_code__in=known)
        found = [
            _candidate(
                row,
                known[row.area_code].full_name,
                kind,
                alike(asked, parse(known[row.area_code].full_name)),
            )
            for row in rows
        ]
        if found:
            yield from found
            return


def _candidate(row: Feature, text: str, level: str, score: float) -> Candidate:
    inside: Any = from_bytes(row.shape).representative_point()
    return Candidate(
        text,
        level,
        round(score, 4),
        Position(float(inside.x), float(inside.y)),
        row.area_code,
        row.key,
    )
