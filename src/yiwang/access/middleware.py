"""Puts the actor on the request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from yiwang.access.actors import actor_from


class ActorMiddleware:
    """`request.actor`, worked out when first read: a static page should not cost a query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_from(request))  # type: ignore[attr-defined]
        return self.get_response(request)
