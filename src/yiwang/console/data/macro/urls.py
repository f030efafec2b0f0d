"""Addresses of the pages of `macro`."""

from django.urls import path

from yiwang.console.data.macro import views

urlpatterns = [
    path("console/macro/", views.directory, name="macro-list"),
    path("console/macro/import/", views.import_figures, name="macro-import"),
    path("console/macro/<slug:slug>/", views.series, name="macro-series"),
    path("console/macro/<slug:slug>/<slug:period>/", views.revisions, name="macro-revisions"),
]
