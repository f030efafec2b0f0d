"""Structured logs and request metrics: one line of JSON and one observation a request, with an id to find it by."""

import logging
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

log = structlog.get_logger("yiwang.web")

REQUESTS = Counter("yiwang_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("yiwang_request_seconds", "Seconds to answer a request", ["route"])
#: Methods that are counted by name. Anybody may invent others, and each new one would be a series kept for ever.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def configure_logs() -> None:
    """JSON lines on standard error, from our own code and from libraries alike."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(without_address)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=__import__("sys").stderr),
        cache_logger_on_first_use=True,
    )


def without_address(record: logging.LogRecord) -> bool:
    """Django logs each refused and broken request with its address: put the route in its place."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        told = getattr(record, "status_code", "") or record.levelname
        record.msg, record.args = "%s at %s", (told, route_of(request))
    return True


def route_of(request: HttpRequest) -> str:
    """The route, never the address: addresses carry case numbers and names."""
    match = request.resolver_match
    return match.route if match else "-"


class ObserveMiddleware:
    """Gives each request an id, answers it in `X-Request-ID`, and writes down how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        route = route_of(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, route, response.status_code).inc()
        SECONDS.labels(route).observe(seconds)
        response["X-Request-ID"] = request_id
        log.info(
            "request",
            method=method,
            route=route,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
        return response
