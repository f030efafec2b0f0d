"""Addresses of the pages of `places`."""

from django.urls import path

from yiwang.console.data.places import batch, importing, views

urlpatterns = [
    path("console/places/", views.directory, name="places-list"),
    path("console/places/geocode/", views.geocode, name="places-geocode"),
    path("console/places/geocode/batch/", batch.batch, name="places-batch"),
    path("console/places/names/", views.names, name="places-names"),
    path("console/places/layers/<slug:slug>/", views.layer, name="places-layer"),
    path("console/places/layers/<slug:slug>/import/", importing.bring, name="places-import"),
]
