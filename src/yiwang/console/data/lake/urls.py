"""Addresses of the pages of `lake`."""

from django.urls import URLPattern, path

from yiwang.console.data.lake import views

urlpatterns: list[URLPattern] = [
    path("console/lake/", views.listing, name="lake-list"),
    path("console/lake/<str:name>/", views.table, name="lake-table"),
    path("console/lake/<str:name>/snapshots/", views.snapshots, name="lake-snapshots"),
    path("console/lake/<str:name>/files/", views.files, name="lake-files"),
    path("console/lake/<str:name>/compact/", views.compact, name="lake-compact"),
    path("console/lake/<str:name>/task/", views.work, name="lake-work"),
]
