"""Addresses of the pages of `topics`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
