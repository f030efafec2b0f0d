"""WFS 2.0 by key-value pairs: GetCapabilities, DescribeFeatureType, GetFeature in GML 3.2 and GeoJSON."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml.builder import ElementMaker

from yiwang.access.api import actor_from, open_to_all
from yiwang.openapi.maps import ows as o
from yiwang.openapi.maps.asking import BadQuestion, address_of, box_from, count_from, latitude_first
from yiwang.openapi.maps.features import as_geojson
from yiwang.openapi.maps.gml import COLUMNS, GML, OURS, member
from yiwang.places import api as places

VERSION = "2.0.0"
WFS, FES, XSD = (
    "http://www.opengis.net/wfs/2.0",
    "http://www.opengis.net/fes/2.0",
    "http://www.w3.org/2001/XMLSchema",
)
SYSTEM = "urn:ogc:def:crs:EPSG::4490"
GML_TYPE, JSON_TYPE = "application/gml+xml; version=3.2", "application/json"
MOST, DEFAULT = 10_000, 1000
_NAMES = {"wfs": WFS, "ows": o.OWS, "xlink": o.XLINK, "gml": GML, "yw": OURS, "fes": FES}
wfs = ElementMaker(namespace=WFS, nsmap=_NAMES)
xsd = ElementMaker(namespace=XSD, nsmap={"xsd": XSD, "gml": GML, "yw": OURS})


@open_to_all
@require_safe
@o.reports(VERSION)
def service(request: HttpRequest) -> HttpResponseBase:
    """One address for every request."""
    given = o.asked(request)
    if given.get("SERVICE", "WFS").upper() != "WFS":
        raise BadQuestion("service", given["SERVICE"])
    name = o.wanted(given, "REQUEST").lower()
    if name == "getcapabilities":
        return _capabilities(request)
    if name == "describefeaturetype":
        return _describe(request, given)
    if name == "getfeature":
        return _features(request, given)
    raise BadQuestion("request", given["REQUEST"])


def _capabilities(request: HttpRequest) -> HttpResponse:
    here = address_of(request, reverse("openapi:wfs"))
    names = ("GetCapabilities", "DescribeFeatureType", "GetFeature")
    operations = o.ows.OperationsMetadata(
        *(o.operation(name, here) for name in names),
        *(
            o.ows.Constraint({"name": name}, o.ows.NoValues(), o.ows.DefaultValue(value))
            for name, value in (
                ("ImplementsBasicWFS", "FALSE"), ("KVPEncoding", "TRUE"), ("XMLEncoding", "FALSE"),
                ("SOAPEncoding", "FALSE"), ("ImplementsResultPaging", "FALSE"),
            )
        ),
    )  # fmt: skip
    types = [_type(line) for line in _layers(request)]
    return o.xml(
        wfs.WFS_Capabilities(
            {"version": VERSION}, *o.front("WFS", VERSION), operations, wfs.FeatureTypeList(*types)
        )
    )


def _type(line: places.LayerLine) -> Any:
    layer = line.layer
    told = wfs.FeatureType(
        wfs.Name(f"yw:{layer.slug}"),
        wfs.Title(o.plain(f"{layer.name.zh} · {layer.name.en}")),
        wfs.Abstract(o.plain(f"{layer.note.zh} {layer.note.en}")),
        wfs.DefaultCRS(SYSTEM),
        wfs.OtherCRS("urn:ogc:def:crs:OGC:1.3:CRS84"),
        wfs.OutputFormats(wfs.Format(GML_TYPE), wfs.Format(JSON_TYPE)),
    )
    if line.box is not None:
        told.append(o.box_of(line.box))
    return told


def _describe(request: HttpRequest, given: Mapping[str, str]) -> HttpResponse:
    asked = given.get("TYPENAMES") or given.get("TYPENAME", "")
    slugs = (
        [_slug(one) for one in asked.split(",")] if asked else [one.layer.slug for one in _layers(request)]
    )
    layers = [_layer(request, slug) for slug in slugs]
    schema = xsd.schema(
        {"targetNamespace": OURS, "elementFormDefault": "qualified"},
        xsd("import", {"namespace": GML, "schemaLocation": "http://schemas.opengis.net/gml/3.2.1/gml.xsd"}),
    )
    for layer in layers:
        columns = [
            xsd.element({"name": name, "type": f"xsd:{kind}", "minOccurs": "0"}) for name, kind in COLUMNS
        ]
        geometry = xsd.element({"name": "geometry", "type": "gml:GeometryPropertyType"})
        parts = xsd.extension({"base": "gml:AbstractFeatureType"}, xsd.sequence(*columns, geometry))
        schema.append(
            xsd.element(
                {
                    "name": layer.slug,
                    "type": f"yw:{layer.slug}Type",
                    "substitutionGroup": "gml:AbstractFeature",
                }
            )
        )
        schema.append(xsd.complexType({"name": f"{layer.slug}Type"}, xsd.complexContent(parts)))
    return o.xml(schema)


def _features(request: HttpRequest, given: Mapping[str, str]) -> HttpResponseBase:
    layer = _layer(request, _slug(given.get("TYPENAMES") or o.wanted(given, "TYPENAME")))
    system = given.get("SRSNAME", SYSTEM)
    swapped = latitude_first(system)
    actor, box = actor_from(request), _box(given.get("BBOX", ""))
    here = {"actor": actor, "box": box}
    if given.get("RESULTTYPE", "results").lower() == "hits":
        count = places.feature_count(layer.slug, **here)  # type: ignore[arg-type]
        return o.xml(_collection(str(count), 0), kind=GML_TYPE)
    page = places.features_in(
        layer.slug,
        actor=actor,
        box=box,
        after=count_from(given.get("AFTER", ""), "after", most=2**62, default=0),
        limit=count_from(given.get("COUNT", ""), "count", most=MOST, default=DEFAULT),
    )
    form = given.get("OUTPUTFORMAT", GML_TYPE).lower()
    if "json" in form:
        body = {
            "type": "FeatureCollection",
            "numberReturned": len(page.rows),
            "features": [as_geojson(one) for one in page.rows],
        }
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False}, headers={"Vary": "Cookie"})
    if "gml" not in form and "xml" not in form:
        raise BadQuestion("outputformat", form)
    whole = _collection("unknown", len(page.rows))
    if page.next:
        onward = urlencode({**given, "AFTER": str(page.next)})
        whole.set("next", address_of(request, f"{reverse('openapi:wfs')}?{onward}"))
    whole.extend(wfs.member(member(one, system, swapped=swapped)) for one in page.rows)
    return o.xml(whole, kind=GML_TYPE)


def _collection(matched: str, returned: int) -> Any:
    now = timezone.now().isoformat(timespec="seconds").replace("+00:00", "Z")
    marks = {"timeStamp": now, "numberMatched": matched, "numberReturned": str(returned)}
    return wfs.FeatureCollection(marks)


def _box(text: str) -> places.Box | None:
    """Four numbers, and a system as the fifth; without one they are in EPSG:4490, latitude first."""
    parts = text.split(",")
    if len(parts) == 5:
        return box_from(",".join(parts[:4]), swapped=latitude_first(parts[4]))
    return box_from(text, swapped=True)


def _slug(name: str) -> str:
    return name.strip().removeprefix("yw:")


def _layers(request: HttpRequest) -> list[places.LayerLine]:
    return [one for one in places.layers(actor_from(request)) if one.layer.form != "image"]


def _layer(request: HttpRequest, slug: str) -> places.Layer:
    layer = places.layer(slug, actor_from(request))
    if layer.form == "image":
        raise places.UnknownLayer(slug)
    return layer
