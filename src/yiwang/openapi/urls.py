"""Addresses of the open interface."""

from django.urls import path

from yiwang.openapi import docking

app_name = "openapi"

urlpatterns = [
    path("openapi/docking/v1/key", docking.key, name="docking-key"),
    path("openapi/docking/v1/files/<str:name>", docking.file, name="docking-file"),
    path("openapi/docking/v1/applications", docking.applications, name="docking-applications"),
    path("openapi/docking/v1/applications/<str:serial>", docking.application, name="docking-application"),
    path("openapi/docking/v1/messages", docking.messages, name="docking-messages"),
]
