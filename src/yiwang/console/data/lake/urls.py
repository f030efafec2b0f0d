"""Addresses of the pages of `lake`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
