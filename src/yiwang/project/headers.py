"""What browsers may do with our pages: nothing from elsewhere, nothing inline."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'self'; frame-ancestors 'self'"
)
#: Signing in for another application ends with a form whose answer goes, by redirects, to that application's address.
SIGNS_IN_FOR_OTHERS = ("/identity/o/", "/signin/", "/staff/signin/", "/register/")


class ContentPolicyMiddleware:
    """Sets the content security policy of every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        forms = "" if request.path.startswith(SIGNS_IN_FOR_OTHERS) else "; form-action 'self'"
        response.headers.setdefault("Content-Security-Policy", POLICY + forms)
        return response
