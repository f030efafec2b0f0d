"""Addresses of the pages of `places`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
