"""Sources: the list with their state, and one source with its settings, its answer and its loads."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.collection import api as collection
from yiwang.console.data.collection.menu import READERS
from yiwang.errors import YiwangError
from yiwang.orgs import api as orgs

KEEPERS = ("operator", "data-steward")
_LOADS = 10


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The sources that the reader may see."""
    actor = actor_from(request)
    rows = collection.sources(actor)
    offices = orgs.departments_named({row.department for row in rows})
    context = {
        "rows": [
            (
                row,
                collection.CONNECTORS[row.spec.connector],
                collection.MODES[row.spec.mode],
                offices[row.department].name,
            )
            for row in rows
            if row.department in offices
        ],
        "keeps": may(actor, "collection.define"),
    }
    return render(request, "console/data/collection/sources.html", context)


@open_to_staff(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Declare a source."""
    if request.method == "POST" and _saved(request, request.POST.get("slug", "").strip()):
        return HttpResponseRedirect(reverse("console:collection-source", args=[request.POST["slug"].strip()]))
    return render(
        request, "console/data/collection/source.html", _context(request.POST if request.POST else {})
    )


@open_to_staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source; those who keep it change it here. With `?try=1` it is asked whether it answers."""
    actor = actor_from(request)
    found = collection.source(slug, actor)
    keeps = bool(may(actor, "collection.define"))
    if request.method == "POST":
        if not keeps:
            return HttpResponse(status=403)
        if _saved(request, slug):
            return HttpResponseRedirect(request.path)
    context = _context(request.POST if request.method == "POST" else _as_form(found)) | {
        "source": found,
        "keeps": keeps,
        "may_load": may(actor, "collection.load", found.department),
        "loads": collection.loads(actor, source_slug=slug, limit=_LOADS).rows,
        "folder": found.spec.connector == "files" and f"drop/{slug}/",
    }
    if keeps and request.GET.get("try"):
        try:
            context["preview"] = collection.try_source(slug, by=actor)
        except YiwangError as error:
            context["trouble"] = error
    return render(request, "console/data/collection/source.html", context)


@open_to_staff("operator", "data-officer")
@require_POST
def load(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a worker to load the source now."""
    try:
        collection.request_load(slug, by=actor_from(request))
    except YiwangError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已开始归集，进度见下方列表。"))
    return HttpResponseRedirect(reverse("console:collection-source", args=[slug]))


def _saved(request: HttpRequest, slug: str) -> bool:
    posted = request.POST
    try:
        spec = collection.SourceSpec(
            slug=slug,
            resource=posted.get("resource", "").strip(),
            connector=posted.get("connector", ""),
            mode=posted.get("mode", ""),
            settings=_pairs(posted.get("settings", "")),
            mapping={name: str(value) for name, value in _pairs(posted.get("mapping", "")).items()},
            key=posted.get("key", "").strip(),
            timestamp=posted.get("timestamp", "").strip(),
            overlap_seconds=_number(posted.get("overlap", "300")),
            every_minutes=_number(posted.get("every", "0")),
            enabled=posted.get("enabled") == "yes",
        )
        secret = posted.get("secret", "")
        collection.define_source(spec, by=actor_from(request), secret=secret or None)
    except YiwangError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, gettext("已保存。"))
    return True


def _pairs(text: str) -> dict[str, Any]:
    """Lines `name = value`; whole numbers are numbers, `a, b` after `partition_by` is a list."""
    found: dict[str, Any] = {}
    for line in text.splitlines():
        name, sign, value = (part.strip() for part in line.partition("="))
        if sign and name:
            found[name] = int(value) if value.isdecimal() else value
            if name == "partition_by":
                found[name] = [one.strip() for one in value.split(",") if one.strip()]
    return found


def _number(text: str) -> int:
    return min(int(text), 10**7) if text.strip().isdecimal() else 0


def _as_form(found: collection.SourceView) -> dict[str, str]:
    spec = found.spec
    return {
        "slug": spec.slug,
        "resource": spec.resource,
        "connector": spec.connector,
        "mode": spec.mode,
        "settings": _lines(spec.settings),
        "mapping": _lines(spec.mapping),
        "key": spec.key,
        "timestamp": spec.timestamp,
        "overlap": str(spec.overlap_seconds),
        "every": str(spec.every_minutes),
        "enabled": "yes" if spec.enabled else "",
    }


def _lines(pairs: Any) -> str:
    return "\n".join(
        f"{name} = {', '.join(value) if isinstance(value, list) else value}" for name, value in pairs.items()
    )


def _context(values: Any) -> dict[str, Any]:
    connectors = [(slug, text) for slug, text in collection.CONNECTORS.items() if slug != "form"]
    return {"values": values, "connectors": connectors, "modes": collection.MODES.items()}
