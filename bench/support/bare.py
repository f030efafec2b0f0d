"""The yardstick: the least a durable answer costs here. Django, one view without middleware, one row, one commit."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def insert(request: HttpRequest) -> HttpResponse:
    """Keep what was posted; a GET only asks whether we are there."""
    if request.method == "GET":
        return HttpResponse()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (transaction) VALUES (%s)", [request.POST["transaction"]])
    return HttpResponse(status=204)


urlpatterns = [path("", insert), path("healthz", insert)]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.project.settings")
django.setup()
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
application = WSGIHandler()
