"""What browsers may do with our pages: nothing from elsewhere, nothing inline."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yiwang.access.api import Actor

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'self'; frame-ancestors 'self'"
)
#: Signing in for another application ends with a form whose answer goes, by redirects, to that application's address.
SIGNS_IN_FOR_OTHERS = ("/identity/o/", "/signin/", "/staff/signin/", "/register/")


class ContentPolicyMiddleware:
    """Sets the content security policy of every page, and lets no browser keep what somebody saw signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        forms = "" if request.path.startswith(SIGNS_IN_FOR_OTHERS) else "; form-action 'self'"
        response.headers.setdefault("Content-Security-Policy", POLICY + forms)
        actor = getattr(request, "actor", None)
        # Library computers and kiosks are shared: after signing out, “back” must not show the page again. Only an actor
        # that the door has worked out already counts; a page that never asked who is there shows nothing of theirs.
        if type(actor) is Actor and actor.kind != "public":
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
