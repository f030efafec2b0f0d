"""The geospatial base: the layers, one layer on the map, addresses and names to places."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import Actor, actor_from, may, open_to_staff
from yiwang.console.data.places.map import Mark, around_marks, draw
from yiwang.console.data.places.menu import READERS
from yiwang.orgs import api as orgs
from yiwang.places import api as places

PAGE = 20
#: What lies under every map, as far as it is open to the reader.
_GROUND = ("division-town", "river", "road")


@open_to_staff(*READERS)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Every layer that is open to the reader."""
    lines = places.layers(actor_from(request))
    context = {
        "lines": [(line, orgs.department(line.layer.department).name) for line in lines],
        "services": ("/openapi/ogc/", "/openapi/wfs?service=WFS&request=GetCapabilities",
                     "/openapi/wmts?service=WMTS&request=GetCapabilities"),
    }  # fmt: skip
    return render(request, "console/data/places/directory.html", context)


@open_to_staff(*READERS)
@require_safe
def layer(request: HttpRequest, slug: str) -> HttpResponse:
    """One layer: its map, what it holds in the part shown, and the way to bring more."""
    actor, asked = actor_from(request), request.GET
    found = places.layer(slug, actor)
    image = places.image_of(slug, actor=actor) if found.form == "image" else None
    drawn = [*_ground(actor, without=slug, image=bool(image)), slug]
    shown = draw(asked, drawn, places.layer_box(slug), solid=bool(image))
    after = int(asked["after"]) if asked.get("after", "").isdecimal() and len(asked["after"]) < 18 else 0
    moved = "at" in asked and shown is not None
    page = places.features_in(
        slug,
        actor=actor,
        box=shown.box if moved and shown else None,
        q=asked.get("q", ""),
        after=after,
        limit=PAGE,
    )
    kept = {name: asked[name] for name in ("at", "level", "q") if asked.get(name)}
    context = {
        "layer": found,
        "image": image,
        "map": shown,
        "page": page,
        "rows": [(one, _middle(one)) for one in page.rows],
        "q": asked.get("q", ""),
        "moved": moved,
        "kept": kept,
        "first": f"?{urlencode(kept)}" if after else "",
        "next": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "department": orgs.department(found.department).name,
        "may_write": bool(may(actor, "places.write", found)),
    }
    return render(request, "console/data/places/layer.html", context)


@open_to_staff(*READERS)
@require_safe
def geocode(request: HttpRequest) -> HttpResponse:
    """A text to places on the map; a pair of numbers to what lies around it."""
    actor, asked = actor_from(request), request.GET
    text, system = asked.get("text", "").strip()[:200], asked.get("system", "cgcs2000")
    candidates: tuple[places.Candidate, ...] = ()
    here, spot = None, None
    try:
        spot = _numbers(text, system)
        if spot is not None:
            here = places.reverse_geocode(spot, actor=actor, radius=1000)
        else:
            candidates = places.geocode(text, actor=actor, area=asked.get("area", ""), limit=10)
    except places.BadCoordinate as error:
        messages.error(request, f"{error.message} {error.remedy}")
    marks = [Mark(one.position, one.text) for one in candidates]
    if spot is not None:
        marks = [Mark(spot, text)]
    context = {
        "text": text,
        "system": system,
        "systems": places.SYSTEMS,
        "candidates": candidates,
        "here": here,
        "spot": spot and (f"{spot.longitude:.6f}", f"{spot.latitude:.6f}"),
        "map": draw(asked, _ground(actor), around_marks(marks), marks),
    }
    return render(request, "console/data/places/geocode.html", context)


@open_to_staff(*READERS)
@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Things by their names, in every layer that is open to the reader."""
    actor, q = actor_from(request), request.GET.get("q", "").strip()[:60]
    found = places.search_names(q, actor=actor)
    titles = {line.layer.slug: line.layer.name for line in places.layers(actor)}
    marks = [Mark(_position(one), one.name) for one in found]
    context = {
        "q": q,
        "rows": [(one, titles[one.layer], _middle(one)) for one in found],
        "map": draw(request.GET, _ground(actor), around_marks(marks), marks),
    }
    return render(request, "console/data/places/names.html", context)


def _ground(actor: Actor, *, without: str = "", image: bool = False) -> list[str]:
    """The layers to lay under a map. An image is a ground of its own."""
    open_to = {line.layer.slug for line in places.layers(actor)}
    return [] if image else [one for one in _GROUND if one in open_to and one != without]


def _position(one: places.FeatureView) -> places.Position:
    box = one.box
    return places.Position((box.west + box.east) / 2, (box.south + box.north) / 2)


def _middle(one: places.FeatureView) -> tuple[str, str]:
    spot = _position(one)
    return f"{spot.longitude:.6f}", f"{spot.latitude:.6f}"


def _numbers(text: str, system: str) -> places.Position | None:
    """A pair of numbers as a place in CGCS2000; None for a text that is none. Raises `BadCoordinate`."""
    parts = text.replace("，", ",").split(",")
    try:
        first, last = (float(one) for one in parts)
    except ValueError:
        return None
    return places.convert(places.Position(first, last), cast("places.System", system), "cgcs2000")
