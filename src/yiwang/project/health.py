"""What a machine asks of the house: is it well (`/healthz`), and how is it doing (`/metrics`)."""

import os

import prometheus_client
import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import multiprocess

from yiwang.access.api import open_to_all

log = structlog.get_logger("yiwang.health")


@open_to_all
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503. What exactly is wrong is logged: it names hosts and users."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("database.unreachable", error=str(error).strip())
        return JsonResponse({"status": "down", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok"})


@open_to_all
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text of all web processes together; to this machine only, unless a proxy lets it through."""
    if request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"} or "HTTP_X_FORWARDED_FOR" in request.META:
        return HttpResponse(status=404)
    registry = prometheus_client.REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = prometheus_client.CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(
        prometheus_client.generate_latest(registry), content_type=prometheus_client.CONTENT_TYPE_LATEST
    )
