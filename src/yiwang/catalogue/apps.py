"""The catalogue, as an app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yiwang.catalogue"
    label = "catalogue"
    verbose_name = "资源目录"

    def ready(self) -> None:
        from yiwang.catalogue import permissions  # noqa: F401  (names the verbs and gives them rules)
