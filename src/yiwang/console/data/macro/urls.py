"""Addresses of the pages of `macro`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
