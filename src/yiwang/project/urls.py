"""Every address of the house: each room's own `urls.py`, in floor order."""

import importlib.util

from django.urls import URLPattern, URLResolver, include, path

from yiwang.floors import rooms
from yiwang.project import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
]
for room in rooms():
    if importlib.util.find_spec(f"yiwang.{room}") and importlib.util.find_spec(f"yiwang.{room}.urls"):
        urlpatterns.append(path("", include(f"yiwang.{room}.urls")))

handler400 = "yiwang.project.faults.bad_request"
handler403 = "yiwang.project.faults.forbidden"
handler404 = "yiwang.project.faults.not_found"
handler500 = "yiwang.project.faults.broken"
