"""How much may be sent at all."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yiwang.project.faults import too_large

#: A form with five files of the largest size (20 MB each); more is refused before a byte is read to disk.
LARGEST_BODY = 105 * 2**20


class BodyLimitMiddleware:
    """Refuses what says it is too large. What does not say its size is never read: WSGI gives no more than announced."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and len(announced) < 20 and int(announced) <= LARGEST_BODY:
            return self.get_response(request)
        return too_large(request)
