"""Addresses of the pages of `collection`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
