"""Features in GML 3.2: simple features, one element a layer, geometry in EPSG:4490 (latitude first) or CRS 84."""

import json
import re
from typing import Any

from lxml.builder import ElementMaker
from shapely.geometry import shape

from yiwang.openapi.maps.ows import plain
from yiwang.places import api as places

GML = "http://www.opengis.net/gml/3.2"
OURS = "urn:yiwang:places"
gml = ElementMaker(namespace=GML, nsmap={"gml": GML})
ours = ElementMaker(namespace=OURS, nsmap={"yw": OURS, "gml": GML})
#: The columns of every layer, with their types in XML Schema.
COLUMNS = (
    ("key", "string"),
    ("name", "string"),
    ("area_code", "string"),
    ("valid_from", "date"),
    ("valid_until", "date"),
    ("source", "string"),
    ("properties", "string"),
)
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def member(one: places.FeatureView, system: str, *, swapped: bool) -> Any:
    """A feature as the element of its layer."""
    marks = {f"{{{GML}}}id": f"{one.layer}.{one.id}.{_NOT_A_NAME.sub('_', one.key)}"}
    told = {
        "key": one.key,
        "name": one.name,
        "area_code": one.area_code,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "source": one.source,
        "properties": json.dumps(one.properties, ensure_ascii=False),
    }
    columns = [ours(name, plain(told[name])) for name, _ in COLUMNS if told[name] not in (None, "")]
    geometry = _geometry(shape(dict(one.geometry)), f"g.{one.layer}.{one.id}", swapped)
    geometry.set("srsName", system)
    return ours(one.layer, marks, *columns, ours.geometry(geometry))


def _geometry(found: Any, name: str, swapped: bool) -> Any:
    marks = {f"{{{GML}}}id": name}
    kind = found.geom_type
    if kind == "Point":
        return gml.Point(marks, gml.pos(_corners(found.coords, swapped)))
    if kind == "LineString":
        return gml.LineString(marks, gml.posList(_corners(found.coords, swapped)))
    if kind == "Polygon":
        rings = [gml.exterior(_ring(found.exterior, swapped))]
        rings += [gml.interior(_ring(one, swapped)) for one in found.interiors]
        return gml.Polygon(marks, *rings)
    outer, inner = {
        "MultiPoint": ("MultiPoint", "pointMember"),
        "MultiLineString": ("MultiCurve", "curveMember"),
        "MultiPolygon": ("MultiSurface", "surfaceMember"),
    }[kind]
    parts = (_geometry(part, f"{name}.{number}", swapped) for number, part in enumerate(found.geoms))
    return gml(outer, marks, *(gml(inner, part) for part in parts))


def _ring(ring: Any, swapped: bool) -> Any:
    return gml.LinearRing(gml.posList(_corners(ring.coords, swapped)))


def _corners(corners: Any, swapped: bool) -> str:
    return " ".join(f"{y!r} {x!r}" if swapped else f"{x!r} {y!r}" for x, y in corners)
