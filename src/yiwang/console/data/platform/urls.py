"""Addresses of the platform's own pages."""

from django.urls import path

from yiwang.console.data.platform import views

urlpatterns = [path("console/platform/", views.overview, name="platform")]
