"""Addresses of the pages of `tickets`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
