"""Geocoding as GeoJSON: from a text to places, from a point to what lies around it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_all
from yiwang.openapi.maps.asking import BadQuestion, count_from, tells_json
from yiwang.places import api as places

_LONGEST = 200


@open_to_all
@require_safe
@tells_json
def geocode(request: HttpRequest) -> JsonResponse:
    """`?q=…&area=…&limit=…`: candidates, best first, with level and score."""
    text = request.GET.get("q", "")
    if not text.strip() or len(text) > _LONGEST:
        raise BadQuestion("q", text)
    found = places.geocode(
        text,
        actor=actor_from(request),
        area=request.GET.get("area", ""),
        limit=count_from(request.GET.get("limit", ""), "limit", most=50, default=10),
    )
    return _told(
        [
            _point(
                one.position,
                one.code,
                text=one.text,
                level=one.level,
                score=one.score,
                area_code=one.area_code,
            )
            for one in found
        ]
    )


@open_to_all
@require_safe
@tells_json
def reverse_geocode(request: HttpRequest) -> JsonResponse:
    """`?lon=…&lat=…&radius=…`: the nearest addresses, and the divisions that contain the point."""
    position = places.Position(_number(request, "lon"), _number(request, "lat"))
    radius = _number(request, "radius") if request.GET.get("radius") else 300.0
    here = places.reverse_geocode(position, actor=actor_from(request), radius=radius)
    divisions = [{"code": one.area_code, "name": one.name} for one in here.divisions]
    nearest = [
        _point(one.position, one.code, text=one.text, metres=round(one.metres, 1)) for one in here.addresses
    ]
    return _told(nearest, divisions=divisions)


def _number(request: HttpRequest, name: str) -> float:
    try:
        return float(request.GET.get(name, ""))
    except ValueError:
        raise BadQuestion(name, request.GET.get(name, "")) from None


def _point(position: places.Position, code: str, **told: object) -> dict[str, Any]:
    at = [round(position.longitude, 7), round(position.latitude, 7)]
    return {
        "type": "Feature",
        "id": code,
        "geometry": {"type": "Point", "coordinates": at},
        "properties": told,
    }


def _told(features: list[dict[str, Any]], **more: object) -> JsonResponse:
    body = {"type": "FeatureCollection", **more, "features": features}
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/geo+json"
    answer["Vary"] = "Cookie"
    return answer
