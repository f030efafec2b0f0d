"""What WFS and WMTS share: parameters in any case, exception reports, the front page of capabilities."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from lxml import etree
from lxml.builder import ElementMaker

from yiwang.errors import YiwangError
from yiwang.openapi.maps.asking import BadQuestion

OWS = "http://www.opengis.net/ows/1.1"
XLINK = "http://www.w3.org/1999/xlink"
XML = "application/xml"
ows = ElementMaker(namespace=OWS, nsmap={"ows": OWS})
_UNKNOWN = {"places.unknown-layer", "places.no-such-tile", "openapi.bad-parameter"}
View = Callable[..., HttpResponseBase]


def asked(request: HttpRequest) -> Mapping[str, str]:
    """The parameters by their names in upper case, as key-value requests of OGC ask for."""
    return {name.upper(): str(value) for name, value in request.GET.items()}


def wanted(given: Mapping[str, str], name: str) -> str:
    """A parameter that must be there. Raises `BadQuestion`."""
    if not given.get(name):
        raise BadQuestion(name)
    return given[name]


def reports(version: str) -> Callable[[View], View]:
    """Decorator: named errors become an exception report of OWS 1.1."""

    def decorate(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except YiwangError as error:
                return _report(error, version)

        return enter

    return decorate


def xml(root: Any, *, kind: str = XML, status: int = 200) -> HttpResponse:
    """An XML document as an answer."""
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    answer = HttpResponse(data, content_type=f"{kind}; charset=utf-8", status=status)
    answer["Vary"] = "Cookie"
    return answer


def plain(text: object) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(
        one
        for one in str(text)
        if one in "\t\n\r" or 0x20 <= ord(one) < 0xD800 or 0xE000 <= ord(one) < 0xFFFE or ord(one) > 0xFFFF
    )


def front(kind: str, version: str) -> list[Any]:
    """Who serves what."""
    return [
        ows.ServiceIdentification(
            ows.Title("自然资源和空间地理基础信息库 · Geospatial base"),
            ows.ServiceType(kind),
            ows.ServiceTypeVersion(version),
        ),
        ows.ServiceProvider(ows.ProviderName("一网 · Yiwang")),
    ]


def operation(name: str, address: str, *, encoding: str = "") -> Any:
    """An operation of the metadata, by HTTP GET."""
    get = ows.Get({f"{{{XLINK}}}href": address})
    if encoding:
        get.append(ows.Constraint({"name": "GetEncoding"}, ows.AllowedValues(ows.Value(encoding))))
    return ows.Operation({"name": name}, ows.DCP(ows.HTTP(get)))


def box_of(box: Any) -> Any:
    """A bounding box, longitude first."""
    return ows.WGS84BoundingBox(
        ows.LowerCorner(f"{box.west} {box.south}"), ows.UpperCorner(f"{box.east} {box.north}")
    )


def _report(error: YiwangError, version: str) -> HttpResponse:
    bad = error.code in _UNKNOWN
    marks = {"exceptionCode": "InvalidParameterValue" if bad else "NoApplicableCode"}
    if isinstance(error, BadQuestion):
        marks["locator"] = plain(error.parameter)
    words = f"{error.message.zh} {error.message.en}"
    report = ows.ExceptionReport({"version": version}, ows.Exception(marks, ows.ExceptionText(plain(words))))
    return xml(report, status=error.http_status)
