"""The look, as an app, so that Django finds its templates, static files and translations."""

from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "yiwang.theme"
    label = "theme"
