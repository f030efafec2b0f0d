"""Addresses of the pages of `docking`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
