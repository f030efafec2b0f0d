"""Addresses of the pages of `profiles`."""

from django.urls import path

from yiwang.console.data.profiles import views

urlpatterns = [
    path("console/profiles/", views.listing, name="profiles-list"),
    path("console/profiles/ask/", views.ask, name="profiles-ask"),
    path("console/profiles/<int:request_id>/decide/", views.decide, name="profiles-decide"),
    path("console/profiles/<int:request_id>/", views.profile, name="profiles-one"),
    path("console/profiles/<int:request_id>/path/", views.way, name="profiles-path"),
]
