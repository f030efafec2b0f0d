"""What clients of map services ask: boxes, systems, days; refused in words they can show."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from yiwang.errors import YiwangError
from yiwang.places import api as places
from yiwang.text import Text

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG4490 = "http://www.opengis.net/def/crs/EPSG/0/4490"
#: Systems by the names clients use; True where latitude comes first. CGCS2000 and WGS 84 are taken as one.
SYSTEMS = {
    CRS84: False,
    EPSG4490: True,
    "urn:ogc:def:crs:OGC:1.3:CRS84": False,
    "urn:ogc:def:crs:EPSG::4490": True,
    "urn:ogc:def:crs:EPSG::4326": True,
    "EPSG:4490": False,
    "EPSG:4326": False,
    "CRS:84": False,
}
View = Callable[..., HttpResponseBase]


class BadQuestion(YiwangError):
    """A parameter that the service does not know or cannot read."""

    code = "openapi.bad-parameter"
    http_status = 400

    def __init__(self, name: str, value: str = "") -> None:
        shown = value[:80]
        super().__init__(
            Text(f"参数 {name} 无效：{shown}", f"Parameter {name} is not valid: {shown}"),
            Text("请对照服务说明文档。", "See the service's description."),
        )
        self.parameter = name


def tells_json(view: View) -> View:
    """Decorator: named errors become JSON with their status."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except YiwangError as error:
            told = {"code": error.code, "description": f"{error.message.zh} {error.message.en}"}
            return JsonResponse(told, status=error.http_status, json_dumps_params={"ensure_ascii": False})

    return enter


def latitude_first(system: str) -> bool:
    """The axis order of a coordinate system. Raises `BadQuestion` for one we do not serve."""
    if system not in SYSTEMS:
        raise BadQuestion("crs", system)
    return SYSTEMS[system]


def box_from(text: str, *, swapped: bool = False, name: str = "bbox") -> places.Box | None:
    """A box from four numbers, or six with heights; None for an empty text. Raises `BadQuestion`."""
    if not text:
        return None
    try:
        numbers = [float(one) for one in text.split(",")]
    except ValueError:
        raise BadQuestion(name, text) from None
    if len(numbers) == 6:
        numbers = [*numbers[0:2], *numbers[3:5]]
    if len(numbers) != 4:
        raise BadQuestion(name, text)
    west, south, east, north = numbers
    if swapped:
        south, west, north, east = numbers
    # Written so that NaN fails too. A box across the date line lies far from every city of ours.
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadQuestion(name, text)
    return places.Box(west, south, east, north)


def span_from(text: str) -> places.Span | None:
    """RFC 3339 instants and intervals, open with `..`; None for an empty text. Raises `BadQuestion`."""
    if not text:
        return None
    first, slash, last = text.partition("/")
    span = (_day(first, text), _day(last, text) if slash else _day(first, text))
    if (not slash and span[0] is None) or (span[0] and span[1] and span[0] > span[1]):
        raise BadQuestion("datetime", text)
    return span


def count_from(text: str, name: str, *, most: int, default: int) -> int:
    """A number of at least 1; what is above `most` is cut to it. Raises `BadQuestion`."""
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 12) or int(text) < 1:
        raise BadQuestion(name, text)
    return min(int(text), most)


def address_of(request: HttpRequest, path: str) -> str:
    """An absolute address of this house."""
    return request.build_absolute_uri(path)


def png(data: bytes, *, etag: str) -> HttpResponse:
    """A picture that a client may keep, but asks about before it shows it again."""
    answer = HttpResponse(data, content_type="image/png")
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache"
    answer["Vary"] = "Cookie"
    return answer


def _day(text: str, whole: str) -> date | None:
    if text in ("", ".."):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise BadQuestion("datetime", whole) from None
