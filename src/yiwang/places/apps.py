"""The places room, as an app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "yiwang.places"
    label = "places"
    verbose_name = "空间地理库"

    def ready(self) -> None:
        from yiwang.places import handlers, permissions  # noqa: F401  (facts, verbs and their rules)
