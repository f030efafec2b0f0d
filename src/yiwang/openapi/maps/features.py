"""OGC API – Features: part 1 core with GeoJSON, part 2 coordinate systems (CRS 84 and EPSG:4490)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import shapely
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from shapely.geometry import mapping, shape

from yiwang.access.api import actor_from, open_to_all
from yiwang.openapi.maps.asking import (
    CRS84,
    EPSG4490,
    BadQuestion,
    address_of,
    box_from,
    count_from,
    latitude_first,
    span_from,
    tells_json,
)
from yiwang.places import api as places

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)
GEOJSON, JSON = "application/geo+json", "application/json"
MOST, DEFAULT = 1000, 10
_KNOWN = {"bbox", "bbox-crs", "crs", "datetime", "limit", "after", "q", "f"}


@open_to_all
@require_safe
@tells_json
def landing(request: HttpRequest) -> JsonResponse:
    """Where everything is."""
    _only(request, {"f"})
    links = [
        _link(request, "self", reverse("openapi:ogc-landing"), JSON),
        _link(
            request,
            "service-desc",
            reverse("openapi:ogc-api"),
            "application/vnd.oai.openapi+json;version=3.0",
        ),
        _link(request, "conformance", reverse("openapi:ogc-conformance"), JSON),
        _link(request, "data", reverse("openapi:ogc-collections"), JSON),
    ]
    told = {"title": "自然资源和空间地理基础信息库 · Geospatial base", "links": links}
    return _json(told)


@open_to_all
@require_safe
@tells_json
def conformance(request: HttpRequest) -> JsonResponse:
    """What of the standard is kept."""
    _only(request, {"f"})
    return _json({"conformsTo": CONFORMANCE})


@open_to_all
@require_safe
@tells_json
def collections(request: HttpRequest) -> JsonResponse:
    """The layers of features that are open to who asks."""
    _only(request, {"f"})
    held = [line for line in places.layers(actor_from(request)) if line.layer.form != "image"]
    told = {
        "links": [_link(request, "self", reverse("openapi:ogc-collections"), JSON)],
        "crs": [CRS84, EPSG4490],
        "collections": [_collection(request, line.layer, line.box) for line in held],
    }
    return _json(told)


@open_to_all
@require_safe
@tells_json
def collection(request: HttpRequest, slug: str) -> JsonResponse:
    """One layer."""
    _only(request, {"f"})
    layer = _layer(request, slug)
    return _json(_collection(request, layer, places.layer_box(slug)))


@open_to_all
@require_safe
@tells_json
def items(request: HttpRequest, slug: str) -> JsonResponse:
    """Features of a layer, page by page; `next` leads on."""
    _layer(request, slug)
    _only(request, _KNOWN)
    asked = request.GET
    system = asked.get("crs", CRS84)
    swapped = latitude_first(system)
    limit = count_from(asked.get("limit", ""), "limit", most=MOST, default=DEFAULT)
    page = places.features_in(
        slug,
        actor=actor_from(request),
        box=box_from(asked.get("bbox", ""), swapped=latitude_first(asked.get("bbox-crs", CRS84))),
        on=span_from(asked.get("datetime", "")),
        q=asked.get("q", ""),
        after=count_from(asked.get("after", ""), "after", most=2**62, default=0),
        limit=limit,
    )
    here = reverse("openapi:ogc-items", args=[slug])
    told = dict(asked.items())
    links = [_link(request, "self", f"{here}?{urlencode(told)}" if told else here, GEOJSON)]
    if page.next:
        onward = {**told, "limit": str(limit), "after": str(page.next)}
        links.append(_link(request, "next", f"{here}?{urlencode(onward)}", GEOJSON))
    links.append(_link(request, "collection", reverse("openapi:ogc-collection", args=[slug]), JSON))
    body = {
        "type": "FeatureCollection",
        "timeStamp": timezone.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "numberReturned": len(page.rows),
        "links": links,
        "features": [as_geojson(one, swapped=swapped) for one in page.rows],
    }
    return _geojson(body, system)


@open_to_all
@require_safe
@tells_json
def item(request: HttpRequest, slug: str, key: str) -> JsonResponse:
    """One feature."""
    _layer(request, slug)
    _only(request, {"crs", "f"})
    system = request.GET.get("crs", CRS84)
    found = as_geojson(places.feature(slug, key, actor=actor_from(request)), swapped=latitude_first(system))
    found["links"] = [
        _link(request, "self", reverse("openapi:ogc-item", args=[slug, key]), GEOJSON),
        _link(request, "collection", reverse("openapi:ogc-collection", args=[slug]), JSON),
    ]
    return _geojson(found, system)


@open_to_all
@require_safe
@tells_json
def description(request: HttpRequest) -> JsonResponse:
    """The service in OpenAPI 3.0."""
    number, text = {"type": "integer", "minimum": 1}, {"type": "string"}
    asked = [
        {"name": name, "in": "query", "required": False, "schema": kind}
        for name, kind in (
            ("bbox", text), ("bbox-crs", text), ("crs", text), ("datetime", text), ("limit", number),
            ("after", number), ("q", text),
        )
    ]  # fmt: skip
    of_layer = {"name": "layer", "in": "path", "required": True, "schema": text}
    of_key = {"name": "key", "in": "path", "required": True, "schema": text}
    paths = {
        "/": _operation("landing page", []),
        "/conformance": _operation("conformance classes", []),
        "/collections": _operation("layers", []),
        "/collections/{layer}": _operation("one layer", [of_layer]),
        "/collections/{layer}/items": _operation("features of a layer", [of_layer, *asked]),
        "/collections/{layer}/items/{key}": _operation("one feature", [of_layer, of_key]),
    }
    told = {
        "openapi": "3.0.3",
        "info": {"title": "Geospatial base · 空间地理库", "version": "1.0"},
        "servers": [{"url": address_of(request, reverse("openapi:ogc-landing")).rstrip("/")}],
        "paths": paths,
    }
    answer = _json(told)
    answer["Content-Type"] = "application/vnd.oai.openapi+json;version=3.0"
    return answer


def as_geojson(one: places.FeatureView, *, swapped: bool = False) -> dict[str, Any]:
    """A feature in GeoJSON; `swapped` puts latitude first."""
    geometry: Mapping[str, Any] = one.geometry
    if swapped:
        geometry = mapping(shapely.transform(shape(dict(geometry)), lambda pairs: pairs[:, ::-1]))
    told = {
        **one.properties,
        "name": one.name,
        "area_code": one.area_code,
        "valid_from": one.valid_from and one.valid_from.isoformat(),
        "valid_until": one.valid_until and one.valid_until.isoformat(),
        "source": one.source,
    }
    return {"type": "Feature", "id": one.key, "geometry": geometry, "properties": told}


def _operation(summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    answers = {"200": {"description": summary}, "404": {"description": "unknown, or not open to you"}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _layer(request: HttpRequest, slug: str) -> places.Layer:
    layer = places.layer(slug, actor_from(request))
    if layer.form == "image":
        raise places.UnknownLayer(slug)
    return layer


def _collection(request: HttpRequest, layer: places.Layer, box: places.Box | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": layer.slug,
        "title": f"{layer.name.zh} · {layer.name.en}",
        "description": f"{layer.note.zh} {layer.note.en}".strip(),
        "itemType": "feature",
        "crs": [CRS84, EPSG4490],
        "storageCrs": EPSG4490,
        "links": [
            _link(request, "self", reverse("openapi:ogc-collection", args=[layer.slug]), JSON),
            _link(request, "items", reverse("openapi:ogc-items", args=[layer.slug]), GEOJSON),
        ],
    }
    if box is not None:
        told["extent"] = {"spatial": {"bbox": [[box.west, box.south, box.east, box.north]], "crs": CRS84}}
    return told


def _only(request: HttpRequest, known: set[str]) -> None:
    for name in request.GET:
        if name not in known:
            raise BadQuestion(name, request.GET[name])
    if request.GET.get("f", "json") not in ("json", "geojson"):
        raise BadQuestion("f", request.GET["f"])


def _link(request: HttpRequest, rel: str, path: str, kind: str) -> dict[str, str]:
    return {"rel": rel, "type": kind, "href": address_of(request, path)}


def _json(told: Mapping[str, Any]) -> JsonResponse:
    answer = JsonResponse(dict(told), json_dumps_params={"ensure_ascii": False})
    answer["Vary"] = "Cookie"
    return answer


def _geojson(told: Mapping[str, Any], system: str) -> JsonResponse:
    answer = _json(told)
    answer["Content-Type"] = GEOJSON
    answer["Content-Crs"] = f"<{system}>"
    return answer
