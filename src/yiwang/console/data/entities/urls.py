"""Addresses of the pages of `entities`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
