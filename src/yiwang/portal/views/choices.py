"""The reader's own choices about how pages look: language and large type."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from yiwang.access.api import open_to_all
from yiwang.theme.context import READING_COOKIE

_A_YEAR = 365 * 24 * 60 * 60


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the reader came from, if it is one of ours."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)


def _remember(response: HttpResponse, cookie: str, value: str) -> HttpResponse:
    response.set_cookie(
        cookie, value, max_age=_A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
    )
    return response


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie; an unknown one changes nothing."""
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@open_to_all
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Turn the large-type version on or off."""
    chosen = "large" if request.POST.get("reading") == "large" else "usual"
    return _remember(_back(request), READING_COOKIE, chosen)
