"""WMTS 1.0 by key-value pairs and by addresses: images and drawn layers, on the CGCS2000 grid and WebMercatorQuad."""

import io
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.urls import reverse
from django.views.decorators.http import require_safe
from lxml.builder import ElementMaker
from PIL import Image

from yiwang.access.api import actor_from, open_to_all
from yiwang.openapi.maps import ows as o
from yiwang.openapi.maps.asking import BadQuestion, address_of, png
from yiwang.places import api as places

VERSION = "1.0.0"
WMTS = "http://www.opengis.net/wmts/1.0"
#: Tile matrix sets by their names here: grid, coordinate system, upper left corner.
SETS: dict[str, tuple[places.Grid, str, str]] = {
    "CGCS2000": ("cgcs2000", "urn:ogc:def:crs:EPSG::4490", "90.0 -180.0"),
    "WebMercatorQuad": (
        "mercator",
        "urn:ogc:def:crs:EPSG::3857",
        "-20037508.342789244 20037508.342789244",
    ),
}
wmts = ElementMaker(namespace=WMTS, nsmap={None: WMTS, "ows": o.OWS, "xlink": o.XLINK})


@open_to_all
@require_safe
@o.reports(VERSION)
def service(request: HttpRequest) -> HttpResponseBase:
    """GetCapabilities and GetTile by key-value pairs."""
    given = o.asked(request)
    if given.get("SERVICE", "WMTS").upper() != "WMTS":
        raise BadQuestion("service", given["SERVICE"])
    name = o.wanted(given, "REQUEST").lower()
    if name == "getcapabilities":
        return _capabilities(request)
    if name != "gettile":
        raise BadQuestion("request", given["REQUEST"])
    if given.get("FORMAT", "image/png") != "image/png":
        raise BadQuestion("format", given["FORMAT"])
    names = ("LAYER", "TILEMATRIXSET", "TILEMATRIX", "TILEROW", "TILECOL")
    return _tile(request, *(o.wanted(given, name) for name in names))


@open_to_all
@require_safe
@o.reports(VERSION)
def capabilities(request: HttpRequest) -> HttpResponseBase:
    """The capabilities document at its address."""
    return _capabilities(request)


@open_to_all
@require_safe
@o.reports(VERSION)
def tile(
    request: HttpRequest, layer: str, matrix_set: str, matrix: str, row: str, column: str
) -> HttpResponseBase:
    """A tile at its address."""
    return _tile(request, layer, matrix_set, matrix, row, column)


def _tile(
    request: HttpRequest, slug: str, matrix_set: str, matrix: str, row: str, column: str
) -> HttpResponseBase:
    actor = actor_from(request)
    layer = places.layer(slug, actor)
    if matrix_set not in SETS:
        raise BadQuestion("tilematrixset", matrix_set)
    for name, value in (("tilematrix", matrix), ("tilerow", row), ("tilecol", column)):
        if not (value.isascii() and value.isdecimal() and len(value) < 10):
            raise BadQuestion(name, value)
    wanted = places.Tile(SETS[matrix_set][0], int(matrix), int(column), int(row))
    places.box_of(wanted)
    # Whatever changes a layer gives it a new version, so an old tile is never shown again.
    etag = f'"{slug}-{layer.version}-{matrix_set}-{matrix}-{row}-{column}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    return png(places.tile_png(slug, wanted, actor=actor) or _empty(), etag=etag)


@cache
def _empty() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (places.SIZE, places.SIZE), (0, 0, 0, 0)).save(out, "PNG", optimize=True)
    return out.getvalue()


def _capabilities(request: HttpRequest) -> HttpResponse:
    here = address_of(request, reverse("openapi:wmts"))
    operations = o.ows.OperationsMetadata(
        *(o.operation(name, f"{here}?", encoding="KVP") for name in ("GetCapabilities", "GetTile"))
    )
    contents = wmts.Contents(
        *(_layer(request, line) for line in places.layers(actor_from(request))),
        *(_matrix_set(name) for name in SETS),
    )
    whole = wmts.Capabilities(
        {"version": VERSION},
        *o.front("OGC WMTS", VERSION),
        operations,
        contents,
        wmts.ServiceMetadataURL(
            {f"{{{o.XLINK}}}href": address_of(request, reverse("openapi:wmts-capabilities"))}
        ),
    )
    return o.xml(whole)


def _layer(request: HttpRequest, line: places.LayerLine) -> Any:
    layer = line.layer
    told = wmts.Layer(o.ows.Title(o.plain(f"{layer.name.zh} · {layer.name.en}")))
    told.append(o.ows.Abstract(o.plain(f"{layer.note.zh} {layer.note.en}")))
    if line.box is not None:
        told.append(o.box_of(line.box))
    told.append(o.ows.Identifier(layer.slug))
    told.append(wmts.Style({"isDefault": "true"}, o.ows.Identifier("default")))
    told.append(wmts.Format("image/png"))
    told.extend(wmts.TileMatrixSetLink(wmts.TileMatrixSet(name)) for name in SETS)
    root = address_of(request, reverse("openapi:wmts"))
    template = (
        f"{root}/1.0.0/{layer.slug}/default/{{TileMatrixSet}}/{{TileMatrix}}/{{TileRow}}/{{TileCol}}.png"
    )
    told.append(wmts.ResourceURL({"format": "image/png", "resourceType": "tile", "template": template}))
    return told


def _matrix_set(name: str) -> Any:
    grid, system, corner = SETS[name]
    told = wmts.TileMatrixSet(o.ows.Identifier(name), o.ows.SupportedCRS(system))
    if grid == "mercator":
        told.append(wmts.WellKnownScaleSet("urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible"))
    for level in places.LEVELS[grid]:
        columns, rows = places.matrix(grid, level)
        told.append(
            wmts.TileMatrix(
                o.ows.Identifier(str(level)),
                wmts.ScaleDenominator(repr(places.scale_denominator(grid, level))),
                wmts.TopLeftCorner(corner),
                wmts.TileWidth(str(places.SIZE)),
                wmts.TileHeight(str(places.SIZE)),
                wmts.MatrixWidth(str(columns)),
                wmts.MatrixHeight(str(rows)),
            )
        )
    return told
