"""Addresses of the pages of `topics`."""

from django.urls import path

from yiwang.console.data.topics import defining, views

urlpatterns = [
    path("console/topics/", views.listing, name="topics-list"),
    path("console/topics/define/", defining.define, name="topics-define"),
    path("console/topics/<slug:slug>/", views.store, name="topics-one"),
    path("console/topics/<slug:slug>/build/", views.build, name="topics-build"),
    path("console/topics/<slug:slug>/<slug:table>/", views.table, name="topics-table"),
    path("console/topics/<slug:slug>/<slug:table>/query/", views.query, name="topics-query"),
]
