"""Addresses of the open interface."""

from django.urls import path

from yiwang.openapi import docking
from yiwang.openapi.maps import features, geocoding, wfs, wmts

app_name = "openapi"

urlpatterns = [
    path("openapi/docking/v1/key", docking.key, name="docking-key"),
    path("openapi/docking/v1/files/<str:name>", docking.file, name="docking-file"),
    path("openapi/docking/v1/applications", docking.applications, name="docking-applications"),
    path("openapi/docking/v1/applications/<str:serial>", docking.application, name="docking-application"),
    path("openapi/docking/v1/messages", docking.messages, name="docking-messages"),
    path("openapi/ogc/", features.landing, name="ogc-landing"),
    path("openapi/ogc/api", features.description, name="ogc-api"),
    path("openapi/ogc/conformance", features.conformance, name="ogc-conformance"),
    path("openapi/ogc/collections", features.collections, name="ogc-collections"),
    path("openapi/ogc/collections/<slug:slug>", features.collection, name="ogc-collection"),
    path("openapi/ogc/collections/<slug:slug>/items", features.items, name="ogc-items"),
    path("openapi/ogc/collections/<slug:slug>/items/<path:key>", features.item, name="ogc-item"),
    path("openapi/wfs", wfs.service, name="wfs"),
    path("openapi/wmts", wmts.service, name="wmts"),
    path("openapi/wmts/1.0.0/WMTSCapabilities.xml", wmts.capabilities, name="wmts-capabilities"),
    path(
        "openapi/wmts/1.0.0/<slug:layer>/default/<str:matrix_set>/<str:matrix>/<str:row>/<str:column>.png",
        wmts.tile,
        name="wmts-tile",
    ),
    path("openapi/geocode", geocoding.geocode, name="geocode"),
    path("openapi/geocode/reverse", geocoding.reverse_geocode, name="geocode-reverse"),
]
