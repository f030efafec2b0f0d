"""The collection room, as an app."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "yiwang.collection"
    label = "collection"

    def ready(self) -> None:
        from yiwang.collection import permissions, tasks  # noqa: F401  (verbs with their rules, and periodic work)
