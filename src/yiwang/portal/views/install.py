"""What makes the site installable: style sheet of the city, icons, manifest, service worker, offline page."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from yiwang.access.api import open_to_all
from yiwang.theme import mark
from yiwang.theme.brand import brand

ICON_SIZES = (192, 512)
_A_DAY = 24 * 60 * 60


@open_to_all
@require_safe
@cache_control(public=True, max_age=_A_DAY)
def brand_css(request: HttpRequest) -> HttpResponse:
    """The one token that differs by city."""
    return HttpResponse(f":root{{--accent:{brand().accent}}}\n", content_type="text/css; charset=utf-8")


@open_to_all
@require_safe
@cache_control(public=True, max_age=_A_DAY)
def app_icon(request: HttpRequest, size: int) -> HttpResponse:
    """The mark in the city's colour; only the sizes the manifest names are drawn."""
    if size not in ICON_SIZES:
        raise Http404
    return HttpResponse(mark.png(size, brand().accent), content_type="image/png")


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest."""
    face = brand()
    facts = {
        "id": "/",
        "name": str(face.site),
        "short_name": str(face.site),
        "description": gettext("网上办事、查进度、用证照"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f5f0",
        "theme_color": face.accent,
        "icons": [
            {
                "src": reverse("portal:app-icon", args=[size]),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size in ICON_SIZES
            for purpose in ("any", "maskable")
        ],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@open_to_all
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker keeps the frame and the offline page at hand; never anybody's data."""
    keep = [
        reverse("portal:offline"),
        f"{reverse('portal:brand-css')}?{brand().accent[1:]}",
        *(static(f"theme/css/{sheet}.css") for sheet in ("tokens", "ground", "frame", "controls", "pieces")),
        static("vendor/icons.svg"),
    ]
    return render(
        request,
        "portal/service_worker.js",
        {"keep": json.dumps(keep), "offline": json.dumps(reverse("portal:offline"))},
        content_type="text/javascript; charset=utf-8",
    )


@open_to_all
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What an installed app shows without network."""
    return render(request, "portal/offline.html")
