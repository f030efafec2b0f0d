"""The catalogue, as an app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yiwang.catalogue"
    label = "catalogue"
    verbose_name = "资源目录"

    def ready(self) -> None:
        # What these modules register at import: verbs and their rules, what is heard, what is done by the clock.
        from yiwang.catalogue import handlers, permissions, tasks  # noqa: F401
