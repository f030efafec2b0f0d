"""Addresses of the pages of `collection`."""

from django.urls import URLPattern, path

from yiwang.console.data.collection import form, loads, sources, views

urlpatterns: list[URLPattern] = [
    path("console/collection/", views.board, name="collection-board"),
    path("console/collection/sources/", sources.listing, name="collection-sources"),
    path("console/collection/sources/new/", sources.new, name="collection-source-new"),
    path("console/collection/sources/<slug:slug>/", sources.source, name="collection-source"),
    path("console/collection/sources/<slug:slug>/load/", sources.load, name="collection-source-load"),
    path("console/collection/loads/", loads.listing, name="collection-loads"),
    path("console/collection/loads/<int:number>/", loads.load, name="collection-load"),
    path("console/collection/loads/<int:number>/live/", loads.live, name="collection-load-live"),
    path("console/collection/loads/<int:number>/act/", loads.act, name="collection-load-act"),
    path("console/collection/loads/<int:number>/rows.csv", loads.rows, name="collection-load-rows"),
    path("console/collection/loads/<int:number>/quarantine/", loads.quarantine, name="collection-quarantine"),
    path("console/collection/form/", form.resources, name="collection-forms"),
    path("console/collection/form/<slug:slug>/", form.sheet, name="collection-form"),
    path("console/collection/form/<slug:slug>/template.xlsx", form.template, name="collection-template"),
    path("console/collection/form/<slug:slug>/send/", form.send, name="collection-form-send"),
]
